use serde::{Deserialize, Serialize};

/// Defines the slots and their names in the texts.
macro_rules! slots {
    ($($(#[$doc:meta])* $slot:ident = $name:literal,)*) => {
        /// A place in a text that a fact fills, and so the name of that fact.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Slot { $($(#[$doc])* $slot,)* }

        impl Slot {
            /// All of them.
            pub const ALL: &[Slot] = &[$(Slot::$slot,)*];

            /// Its name in the texts, without braces.
            pub fn name(self) -> &'static str {
                match self { $(Slot::$slot => $name,)* }
            }
        }
    };
}

slots! {
    /// The borrower's name.
    BorrowerName = "borrower_name",
    /// The lender's name.
    LenderName = "lender_name",
    /// The name of the person who writes or calls.
    AgentName = "agent_name",
    /// The last four characters of the loan's number.
    LoanRefLast4 = "loan_ref_last4",
    /// What is past due.
    AmountDue = "amount_due",
    /// All that is still owed.
    Outstanding = "outstanding",
    /// The regular payment a month.
    Instalment = "instalment",
    /// When the payment was or is due.
    DueDate = "due_date",
    /// Completed days past due, with the word for days.
    DaysPastDue = "days_past_due",
    /// By when an answer is asked for.
    RespondBy = "respond_by",
    /// When a call is proposed.
    CallSlot = "call_slot",
    /// The first plan, in words and figures.
    Plan1 = "plan_1",
    /// The second plan.
    Plan2 = "plan_2",
    /// The third plan.
    Plan3 = "plan_3",
    /// For how much the account can be settled.
    SettlementAmount = "settlement_amount",
    /// Until when it can.
    SettlementUntil = "settlement_until",
    /// In how many payments it can.
    SettlementParts = "settlement_parts",
    /// The late fee that is waived.
    WaivedFee = "waived_fee",
    /// How to reach the lender.
    Contact = "contact",
    /// How to reach those who deal with complaints.
    GrievanceContact = "grievance_contact",
    /// How to stop messages, as a whole sentence.
    OptOut = "opt_out",
}

impl Slot {
    /// The slot of this name.
    pub fn of(name: &str) -> Option<Slot> {
        Slot::ALL.iter().copied().find(|slot| slot.name() == name)
    }
}
