use serde::{Deserialize, Serialize};

use super::action::Strategy;
use super::archetype::Archetype;
use super::channel::Channel;
use super::offer::Offer;
use super::stage::Stage;
use super::tone::Tone;
use super::treatment::Treatment;

/// What is done, offered, through which channel and in which tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreatmentChoice {
    /// What is done.
    pub treatment: Treatment,
    /// What is offered.
    pub offer: Offer,
    /// How the borrower is first reached.
    pub channel: Channel,
    /// How the borrower is spoken to.
    pub tone: Tone,
}

const N_STAGES: usize = Stage::ALL.len();
const N_ARCHETYPES: usize = Archetype::ALL.len();
const N_BANDS: usize = Strategy::BANDS.len();

/// A choice for each band, archetype and stage. The default is a proposal: the tone by archetype and stage, the offer by what the
/// borrower can and wants to do, the treatment from mild to firm with the band and the stage. Where the file says neither archetype
/// nor stage the band alone decides: a reminder, an offer to settle, a legal review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreatmentTable {
    choices: [[[TreatmentChoice; N_STAGES]; N_ARCHETYPES]; N_BANDS],
}

/// The place of a band; a borrower without a score is treated as in the mildest.
fn band_idx(band: Strategy) -> usize {
    Strategy::BANDS.iter().position(|other| *other == band).unwrap_or_default()
}

impl TreatmentTable {
    /// The choice for a band, an archetype and a stage.
    pub fn choice(&self, band: Strategy, archetype: Archetype, stage: Stage) -> TreatmentChoice {
        self.choices[band_idx(band)][archetype as usize][stage as usize]
    }

    /// Changes one choice.
    pub fn set(&mut self, band: Strategy, archetype: Archetype, stage: Stage, choice: TreatmentChoice) {
        self.choices[band_idx(band)][archetype as usize][stage as usize] = choice;
    }

    /// Goes through all choices: bands mildest first, then archetypes and stages in their order.
    pub(super) fn visit(&mut self, see: &mut dyn FnMut(Strategy, Archetype, Stage, &mut TreatmentChoice)) {
        for (band, rows) in Strategy::BANDS.into_iter().zip(&mut self.choices) {
            for (archetype, row) in Archetype::ALL.into_iter().zip(rows) {
                for (stage, choice) in Stage::ALL.into_iter().zip(row) {
                    see(band, archetype, stage, choice);
                }
            }
        }
    }
}

impl Default for TreatmentTable {
    fn default() -> Self {
        TreatmentTable {
            choices: Strategy::BANDS.map(|band| Archetype::ALL.map(|who| Stage::ALL.map(|stage| default_choice(band, who, stage)))),
        }
    }
}

fn default_choice(band: Strategy, archetype: Archetype, stage: Stage) -> TreatmentChoice {
    let treatment = default_treatments(band, archetype)[stage as usize];
    let channel = match treatment {
        Treatment::FieldVisit => Channel::Visit,
        _ => default_channel(archetype),
    };
    TreatmentChoice { treatment, offer: default_offer(band, archetype, stage), channel, tone: default_tone(archetype, stage) }
}

/// By stage, in the order of [`Stage::ALL`]: current, early, middle, late, non-performing, unknown. Whoever is not late is called and
/// asked before terms are changed of a loan which is paid; whoever cannot pay is not brought before a court.
#[rustfmt::skip]
fn default_treatments(band: Strategy, archetype: Archetype) -> [Treatment; N_STAGES] {
    use Archetype as A;
    use Treatment::{FieldVisit as Visit, LegalReview as Legal, PreLegalNotice as Notice, Reminder as Remind, ReminderCall as Call, RepaymentPlan as Plan, Settlement as Settle};
    match (band, archetype) {
        (Strategy::LegalReview, A::Forgetful) => [Call, Plan, Plan, Notice, Legal, Legal],
        (Strategy::LegalReview, A::WillingUnable) => [Call, Plan, Plan, Settle, Settle, Settle],
        (Strategy::LegalReview, A::AbleUnwilling) => [Call, Settle, Settle, Notice, Legal, Legal],
        (Strategy::LegalReview, A::Overwhelmed) => [Call, Plan, Plan, Plan, Plan, Plan],
        (Strategy::LegalReview, A::Unknown) => [Settle, Settle, Settle, Notice, Legal, Legal],
        (Strategy::SettlementOffer, A::Forgetful) => [Call, Call, Plan, Plan, Plan, Plan],
        (Strategy::SettlementOffer, A::WillingUnable) => [Call, Plan, Plan, Plan, Settle, Plan],
        (Strategy::SettlementOffer, A::AbleUnwilling) => [Call, Call, Settle, Visit, Settle, Settle],
        (Strategy::SettlementOffer, A::Overwhelmed) => [Call, Plan, Plan, Plan, Plan, Plan],
        (Strategy::SettlementOffer, A::Unknown) => [Settle, Settle, Settle, Settle, Settle, Settle],
        (_, A::WillingUnable) => [Remind, Call, Plan, Plan, Plan, Call],
        (_, A::Overwhelmed) => [Remind, Call, Call, Plan, Plan, Call],
        (_, A::Forgetful | A::AbleUnwilling | A::Unknown) => [Remind, Remind, Call, Call, Call, Remind],
    }
}

fn default_offer(band: Strategy, archetype: Archetype, stage: Stage) -> Offer {
    let is_mild = !matches!(band, Strategy::SettlementOffer | Strategy::LegalReview);
    let is_early = matches!(stage, Stage::Current | Stage::Early);
    match archetype {
        // Nothing is in arrears that could be spread.
        Archetype::Forgetful if stage == Stage::Current => Offer::MandateFix,
        Archetype::Forgetful => match stage {
            Stage::Early | Stage::Unknown if is_mild => Offer::FeeWaiver,
            _ => Offer::ArrearsSpread,
        },
        Archetype::WillingUnable if stage == Stage::NonPerforming && !is_mild => Offer::SettlementInstalments,
        Archetype::WillingUnable if matches!(stage, Stage::Late | Stage::Unknown) && band == Strategy::LegalReview => {
            Offer::SettlementInstalments
        }
        Archetype::WillingUnable => Offer::LowerInstalment,
        Archetype::AbleUnwilling if stage == Stage::Current => Offer::NoOffer,
        Archetype::AbleUnwilling if is_mild => Offer::DatedPlan,
        Archetype::AbleUnwilling if stage == Stage::Early && band == Strategy::SettlementOffer => Offer::DatedPlan,
        Archetype::AbleUnwilling => Offer::SettlementLump,
        Archetype::Overwhelmed if is_early => Offer::PaymentHoliday,
        Archetype::Overwhelmed => Offer::TokenPayments,
        Archetype::Unknown if is_mild && (is_early || stage == Stage::Unknown) => Offer::NoOffer,
        Archetype::Unknown if is_mild => Offer::ArrearsSpread,
        Archetype::Unknown => Offer::SettlementLump,
    }
}

fn default_channel(archetype: Archetype) -> Channel {
    match archetype {
        Archetype::Forgetful => Channel::Message,
        Archetype::WillingUnable => Channel::Call,
        Archetype::AbleUnwilling => Channel::Letter,
        Archetype::Overwhelmed => Channel::CallBack,
        Archetype::Unknown => Channel::Email,
    }
}

fn default_tone(archetype: Archetype, stage: Stage) -> Tone {
    match (archetype, stage) {
        (Archetype::Forgetful, Stage::Middle) => Tone::Helpful,
        (Archetype::Forgetful, Stage::Late) => Tone::Concerned,
        (Archetype::Forgetful, Stage::NonPerforming) => Tone::Formal,
        (Archetype::Forgetful, _) => Tone::Friendly,
        (Archetype::WillingUnable, _) => Tone::Warm,
        (Archetype::AbleUnwilling, Stage::Current | Stage::Early | Stage::Unknown) => Tone::Factual,
        (Archetype::AbleUnwilling, _) => Tone::Firm,
        (Archetype::Overwhelmed, _) => Tone::Calm,
        (Archetype::Unknown, _) => Tone::Plain,
    }
}
