//! What column names mean, as whole phrases (see `phrase`). The lists are the knowledge; the rules that use them are in
//! `roles` and `outcome`.

use super::phrase::holds_any;

/// Phrases of what happens during and after collection, wherever they stand in a name.
const COLLECTION_PARTS: &[&str] = &[
    "collection attempt",
    "collection attempts",
    "collection method",
    "collection status",
    "collection outcome",
    "collection result",
    "collection stage",
    "collection agency",
    "collection agent",
    "collection cost",
    "collection costs",
    "collection fee",
    "collection fees",
    "collection recovery fee",
    "collection strategy",
    "legal action",
    "legal status",
    "legal notice",
    "legal proceedings",
    "written off",
    "write off amount",
    "write off date",
    "write off flag",
    "write off status",
    "writeoff amount",
    "writeoff date",
    "charged off amount",
    "charged off date",
    "charge off amount",
    "charge off date",
    "chargeoff amount",
    "chargeoff date",
    "chg off",
    "debt settlement",
    "recovery fee",
    "amount recovered",
    "recovered amount",
    "total pymnt",
    "total rec",
    "last pymnt",
    "next pymnt",
    "out prncp",
    "last fico range",
    "last credit pull",
    "payments received",
    "payment received",
    "amount received",
    "total paid",
    "paid off time",
    "paid off date",
    "paid off amount",
    "paidoff time",
    "paidoff date",
    "payoff date",
    "payoff time",
    "date closed",
    "closed date",
    "closure date",
    "deferral term",
    "payment plan start date",
    "orig projected additional accrued interest",
    "repossession",
    "default date",
    "date of default",
    "defaulted on",
    "first defaulted",
    "post default",
    "principal recovery",
    "interest recovery",
    "recovery stage",
    "write offs",
    "write off amt",
    "charge off amt",
    "customer payments",
    "customer principal payments",
    "principal loss",
    "recoverypayments",
    "zero balance",
    "foreclosure date",
    "foreclosure costs",
    "total amount paid",
    "total payment received",
    "total payments received",
    "total payments",
    "amount collected",
    "collected amount",
    "days to collect",
    "days to recover",
    "promise to pay",
];
/// Words with which the name of such a column begins.
const COLLECTION_STARTS: &[&str] = &["recovery", "recoveries", "recovered", "settlement", "hardship", "repossessed"];

/// Whether the phrase names something of collection or of the outcome. Never by the bare word "status".
pub(super) fn is_collection_side(phrase: &str) -> bool {
    let first_word = phrase.split(' ').next().unwrap_or_default();
    COLLECTION_STARTS.contains(&first_word) || holds_any(phrase, COLLECTION_PARTS)
}

/// Whether the phrase ends as names of identifiers do, which says something only about near-unique content.
pub(super) fn may_identify(phrase: &str) -> bool {
    const LAST_WORDS: [&str; 13] = ["id", "ids", "uuid", "guid", "url", "uri", "link", "phone", "mobile", "email", "name", "pan", "ssn"];
    let words = [phrase.split(' ').next(), phrase.split(' ').next_back()];
    words[1].is_some_and(|word| LAST_WORDS.contains(&word)) || words[0].is_some_and(|word| matches!(word, "url" | "uuid" | "id"))
}

/// Words of what the law protects, wherever they stand in a name.
const PROTECTED_PARTS: &[&str] = &[
    "gender",
    "sex",
    "marital",
    "marital status",
    "married",
    "marriage",
    "civil status",
    "family status",
    "personal status",
    "pregnant",
    "pregnancy",
    "religion",
    "religious",
    "faith",
    "caste",
    "tribe",
    "scheduled caste",
    "scheduled tribe",
    "social category",
    "minority",
    "race",
    "ethnic",
    "ethnicity",
    "ethnic group",
    "nationality",
    "citizenship",
    "foreign worker",
    "immigrant",
    "country of birth",
    "place of birth",
    "birth place",
    "birthplace",
    "mother tongue",
    "disability",
    "disabled",
    "handicapped",
    "sexual orientation",
    "political",
    "trade union",
    "date of birth",
    "birth date",
    "birthdate",
    "birthday",
    "year of birth",
    "birth year",
    "days birth",
    "dob",
    "age group",
    "age band",
    "age bracket",
];
/// Names of a person's age, only whole: a loan, an account and a vehicle have an age too.
const AGES: &[&str] = &[
    "age",
    "ages",
    "age years",
    "age in years",
    "age yrs",
    "current age",
    "borrower age",
    "customer age",
    "client age",
    "applicant age",
    "person age",
    "age of borrower",
    "age of applicant",
    "age of customer",
];

/// Whether the phrase names what a lender must not decide by: gender, age, marital status, religion, caste, nationality,
/// disability and their like.
pub fn is_protected(phrase: &str) -> bool {
    AGES.contains(&phrase) || holds_any(phrase, PROTECTED_PARTS)
}

#[cfg(test)]
mod tests {
    use super::is_protected;

    #[test]
    fn what_the_law_protects_is_known_by_name() {
        for phrase in
            ["age", "code gender", "personal status and sex", "marital status", "foreign worker", "caste", "days birth", "applicant age"]
        {
            assert!(is_protected(phrase), "{phrase}");
        }
        for phrase in ["loan age", "average balance", "vehicle age", "days past due", "monthly income", "trace", "essex branch"] {
            assert!(!is_protected(phrase), "{phrase}");
        }
    }
}
