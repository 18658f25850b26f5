use serde::{Deserialize, Serialize};

use super::archetype::Archetype;
use super::treatment::Treatment;

/// What is offered to a borrower together with a treatment. The figures of an offer come from the plan search and the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// Nothing besides paying as agreed.
    NoOffer,
    /// A link to pay, and the direct debit set up again.
    MandateFix,
    /// The first late fee is waived.
    FeeWaiver,
    /// The arrears are spread over some months on top of the instalment.
    ArrearsSpread,
    /// A lower instalment: longer, stepped up, or at a lower rate.
    LowerInstalment,
    /// Some months without an instalment, or with interest alone.
    PaymentHoliday,
    /// A short plan; fees are waived if it is paid by a date.
    DatedPlan,
    /// Small payments as far as the borrower can, while advice is sought.
    TokenPayments,
    /// One payment of less than is owed.
    SettlementLump,
    /// Less than is owed, in some instalments.
    SettlementInstalments,
}

impl Offer {
    /// All of them.
    pub const ALL: [Offer; 10] = [
        Offer::NoOffer,
        Offer::MandateFix,
        Offer::FeeWaiver,
        Offer::ArrearsSpread,
        Offer::LowerInstalment,
        Offer::PaymentHoliday,
        Offer::DatedPlan,
        Offer::TokenPayments,
        Offer::SettlementLump,
        Offer::SettlementInstalments,
    ];

    /// What is offered where a rule and not the table brought the treatment; `None` where nothing goes with it.
    pub(super) fn with(treatment: Treatment, archetype: Archetype) -> Option<Offer> {
        match (treatment, archetype) {
            (Treatment::Settlement, Archetype::WillingUnable | Archetype::Overwhelmed) => Some(Offer::SettlementInstalments),
            (Treatment::Settlement, _) => Some(Offer::SettlementLump),
            (Treatment::RepaymentPlan, Archetype::WillingUnable) => Some(Offer::LowerInstalment),
            (Treatment::RepaymentPlan, Archetype::Overwhelmed) => Some(Offer::TokenPayments),
            (Treatment::RepaymentPlan, Archetype::AbleUnwilling) => Some(Offer::DatedPlan),
            (Treatment::RepaymentPlan, _) => Some(Offer::ArrearsSpread),
            _ => None,
        }
    }

    /// Whether it eases a loan that the borrower cannot pay as agreed: a plan that goes with it asks for no more than today's instalment.
    pub fn eases(self) -> bool {
        matches!(self, Offer::LowerInstalment | Offer::PaymentHoliday | Offer::TokenPayments)
    }

    /// Its word in files.
    pub fn file_label(self) -> &'static str {
        match self {
            Offer::NoOffer => "none",
            Offer::MandateFix => "mandate_fix",
            Offer::FeeWaiver => "fee_waiver",
            Offer::ArrearsSpread => "arrears_spread",
            Offer::LowerInstalment => "lower_instalment",
            Offer::PaymentHoliday => "payment_holiday",
            Offer::DatedPlan => "dated_plan",
            Offer::TokenPayments => "token_payments",
            Offer::SettlementLump => "settlement_lump_sum",
            Offer::SettlementInstalments => "settlement_instalments",
        }
    }
}
