//! Names of what columns measure, as whole phrases (see `phrase`), the surest first. The lists are the knowledge; the rules that
//! use them are in `meaning_guess`.

use super::meaning::Meaning;

#[rustfmt::skip]
const BORROWER_ID: &[&str] = &[
    "borrower id", "borrower no", "borrower number", "borrower code", "customer id", "customer no", "customer number",
    "customer code", "cust id", "client id", "client no", "client number", "member id", "applicant id", "person id", "user id",
    "sk id curr", "borrower", "cust no", "customer", "client code", "member no", "member number", "member key", "applicant no",
    "user no", "account holder id", "party id", "kunden id", "kundennummer", "kunden nr", "id cliente", "cliente id",
];
#[rustfmt::skip]
const LOAN_ID: &[&str] = &[
    "loan id", "loan no", "loan number", "loan ref", "loan nr", "loan nr chk dgt", "loan account number", "loan account no",
    "account id", "account no", "account number", "acct no", "application id", "application no", "application number",
    "contract id", "contract no", "contract number", "agreement id", "agreement no", "agreement number", "case id", "case no",
    "reference no", "reference number", "loan key", "loan code", "loan account", "loan account id", "account key", "contract",
    "contract code", "contract nr", "listing number", "listing id", "application code", "sk id", "facility id", "deal id",
    "note id", "vertragsnummer", "vertrag nr", "id contrato", "numero contrato", "num contrato", "lan", "lan no", "id",
];
#[rustfmt::skip]
const OUTSTANDING: &[&str] = &[
    "outstanding loan amount", "outstanding amount", "outstanding balance", "outstanding principal", "outstanding",
    "principal outstanding", "amount outstanding", "total outstanding", "current balance", "loan balance", "remaining balance",
    "remaining principal", "balance", "amount owed", "exposure", "exposure at default", "outstanding loan balance",
    "outstanding loan", "loan outstanding", "outstanding debt", "unpaid balance", "unpaid principal balance", "upb", "current upb",
    "current actual upb", "principal balance", "principal remaining", "loan balance outstanding", "pos",
    "principal outstanding amount", "total outstanding amount", "total due", "amount due", "ead", "restschuld", "saldo",
    "saldo pendiente", "saldo deudor", "capital pendiente", "encours",
];
#[rustfmt::skip]
const LOAN_AMOUNT: &[&str] = &[
    "loan amount", "loan amnt", "loan amt", "loan size", "current loan amount", "principal", "principal amount", "credit amount",
    "amt credit", "amount requested", "amount borrowed", "funded amount", "funded amnt", "disbursed amount", "disbursal amount",
    "sanctioned amount", "amount", "loan principal", "loan original amount", "original loan amount", "orig loan amount",
    "original amount", "original balance", "original upb", "orig upb", "amount financed", "amount funded", "amount granted",
    "approved amount", "amount approved", "loan", "loan value", "financed amount", "disbursement gross", "amount disbursed",
    "disbursement amount", "credit limit", "limit bal", "applied amount", "loan amount requested", "requested amount",
    "sanction amount", "loan sanctioned", "kreditbetrag", "darlehensbetrag", "kreditsumme", "importe", "monto", "monto credito",
    "importe prestamo", "valor emprestimo", "montant",
];
#[rustfmt::skip]
const MONTHLY_INCOME: &[&str] = &[
    "monthly income", "income monthly", "net monthly income", "monthly salary", "income per month", "salary per month",
    "applicant monthly income", "applicant income", "net income monthly", "gross monthly income", "stated monthly income",
    "monthly inc", "monthly net income", "income total", "monthly gross income", "monthly earnings", "monthly wage",
    "monatseinkommen", "nettoeinkommen", "einkommen", "ingreso mensual", "ingresos mensuales", "renda mensal", "income", "salary", "net income",
    "net salary", "total income",
];
#[rustfmt::skip]
const YEARLY_INCOME: &[&str] = &[
    "annual income", "annual inc", "yearly income", "income annual", "income yearly", "income per year", "income per annum",
    "annual salary", "yearly salary", "person income", "amt income total", "income amount", "gross annual income",
    "annual gross income", "jahreseinkommen", "ingreso anual", "ingresos anuales", "renda anual",
];
#[rustfmt::skip]
const MONTHLY_INSTALMENT: &[&str] = &[
    "monthly emi", "emi", "emi amount", "installment", "instalment", "installment amount", "instalment amount",
    "monthly installment", "monthly instalment", "monthly payment", "amt annuity", "monthly loan payment", "instalment amt",
    "installment amt", "emi amt", "loan emi", "monthly due", "monthly instalment amount", "payment amount",
    "monthly installment amount", "monthly repayment", "repayment amount", "monatsrate", "rate monatlich", "cuota",
    "cuota mensual", "parcela", "mensualite",
];
#[rustfmt::skip]
const DAYS_PAST_DUE: &[&str] = &[
    "days past due", "past due days", "dpd", "current dpd", "days overdue", "overdue days", "days delinquent", "days late",
    "days in arrears", "past due day", "no of days past due", "number of days past due", "num days past due", "dpd days",
    "days dpd", "max dpd", "overdue day", "delinquent days", "days delinquency", "delay days", "days of delay", "late days",
    "arrears days", "loan current days delinquent", "tage im verzug", "verzugstage", "dias mora", "dias de mora", "dias atraso",
    "dias em atraso", "jours de retard",
];
#[rustfmt::skip]
const MISSED_PAYMENTS: &[&str] = &[
    "num missed payments", "missed payments", "number of missed payments", "no of missed payments", "n missed payments",
    "payments missed", "missed emis", "missed emi", "num missed emis", "missed installments", "missed instalments",
    "num missed installments", "missed payment count", "n missed emis", "no of missed emis", "num late payments",
    "number of late payments", "late payments", "late payment count", "n late payments", "missed instalment count", "bounced emis",
    "emi bounces", "bounce count", "pagos atrasados", "cuotas impagas",
];
#[rustfmt::skip]
const COLLATERAL_VALUE: &[&str] = &[
    "collateral value", "value of collateral", "collateral amount", "collateral amt", "collateral worth",
    "collateral market value", "security value", "value of security", "pledged value", "property value", "asset value",
    "appraised value", "collateral", "value of property", "house value", "home value", "security amount", "value",
    "sicherheitenwert", "valor garantia",
];
#[rustfmt::skip]
const LOAN_TENURE: &[&str] = &[
    "loan tenure", "loan tenure months", "loan tenure in months", "tenure months", "tenure in months", "tenure",
    "loan term months", "loan term in months", "loan amount term", "term months", "term in months", "tenor months", "loan tenor",
    "tenor", "repayment period months", "term", "loan term", "duration", "loan duration", "duration in month",
    "duration in months", "duration months", "loan length", "length of loan", "months", "number of months", "no of months",
    "number of installments", "number of instalments", "no of installments", "num installments", "loan period", "laufzeit",
    "laufzeit monate", "plazo", "plazo meses", "prazo", "duree",
];
#[rustfmt::skip]
const INTEREST_RATE: &[&str] = &[
    "interest rate", "int rate", "rate of interest", "roi", "annual interest rate", "loan int rate", "loan interest rate",
    "interest", "borrower rate", "borrower apr", "apr", "nominal rate", "interest rate percent", "rate", "zinssatz", "zins",
    "tasa", "tasa interes", "tasa de interes", "taxa juros", "taux",
];
#[rustfmt::skip]
const LOAN_PRODUCT: &[&str] = &[
    "loan type", "product type", "loan product", "product", "product name", "type of loan", "credit type", "facility type",
    "name contract type", "contract type", "loan category", "loan purpose", "loan intent", "purpose", "purpose of loan", "reason",
    "listing category", "title", "verwendungszweck", "kreditart", "tipo prestamo", "tipo credito", "proposito",
];
#[rustfmt::skip]
const LOAN_DATE: &[&str] = &[
    "issue d", "issue date", "loan date", "origination date", "orig date", "loan origination date", "disbursement date",
    "disbursal date", "disbursed date", "date of disbursement", "loan start date", "start date", "loan issue date", "issued on",
    "effective date", "funded date", "funding date", "booking date", "opening date", "open date", "account open date",
    "contract date", "sanction date", "approval date", "listed on utc", "bidding started on", "application date", "vertragsbeginn",
    "auszahlungsdatum", "auszahlung", "fecha desembolso", "fecha inicio", "fecha otorgamiento", "date",
];
#[rustfmt::skip]
const EMPLOYMENT: &[&str] = &[
    "employment type", "employment status", "employment", "occupation type", "occupation", "job type", "employment category",
    "name income type", "income type", "self employed", "profession", "job", "work type", "professional status", "beruf",
    "beschaeftigung", "empleo", "ocupacion",
];
#[rustfmt::skip]
const PAYMENT_HISTORY: &[&str] = &[
    "payment history", "repayment history", "credit history", "payment behaviour", "payment behavior", "payment record",
    "repayment behaviour", "repayment behavior", "payment status history",
];
#[rustfmt::skip]
const DEPENDENTS: &[&str] = &[
    "num dependents", "number of dependents", "no of dependents", "dependents", "dependants", "num dependants", "number of dependants",
    "no of dependants", "n dependents", "dependents count", "dependent count", "number dependents", "family dependents",
    "cnt children", "number of children", "no of children", "num children", "children", "anzahl kinder", "kinder", "dependientes",
    "numero dependientes", "personas a cargo", "dependentes", "personnes a charge",
];
#[rustfmt::skip]
const CONTACT_ATTEMPTS: &[&str] = &[
    "collection attempts", "contact attempts", "number of collection attempts", "no of collection attempts",
    "num collection attempts", "number of contact attempts", "no of contact attempts", "num contact attempts", "call attempts",
    "number of call attempts", "no of call attempts", "collection calls", "attempts to contact", "attempted contacts",
    "dunning count", "reminders sent", "number of reminders", "kontaktversuche", "intentos de contacto", "intentos contacto",
];
#[rustfmt::skip]
const PROMISE_DATE: &[&str] = &[
    "promise to pay date", "ptp date", "promise date", "promised date", "date of promise", "promised payment date", "ptp due date",
    "promise to pay", "promised on", "promised pay date", "fecha promesa", "fecha promesa pago",
];
#[rustfmt::skip]
const IN_PLAN: &[&str] = &[
    "in repayment plan", "on repayment plan", "in payment plan", "on payment plan", "payment plan active", "repayment plan active",
    "repayment plan flag", "payment plan flag", "pymnt plan", "active plan", "in plan", "on plan", "is restructured", "restructured",
    "restructured flag", "restructure flag", "restructuring flag", "loan restructured", "hardship flag", "in hardship",
    "in forbearance", "forbearance flag", "repayment plan", "payment plan", "forbearance",
];
#[rustfmt::skip]
const DISPUTE: &[&str] = &[
    "dispute flag", "disputed", "is disputed", "in dispute", "dispute", "disputed flag", "dispute status", "debt disputed",
    "account disputed", "dispute raised", "has dispute", "dispute indicator", "strittig", "en disputa",
];
#[rustfmt::skip]
const VULNERABILITY: &[&str] = &[
    "vulnerability flag", "vulnerable", "is vulnerable", "vulnerable flag", "vulnerable customer", "vulnerable customer flag",
    "vulnerability", "vulnerability status", "vulnerability indicator", "vulnerable indicator", "customer vulnerability",
];
#[rustfmt::skip]
const DECEASED: &[&str] = &[
    "deceased", "is deceased", "deceased flag", "deceased indicator", "deceased status", "borrower deceased", "customer deceased",
    "death flag", "date of death", "death date", "deceased date", "verstorben", "fallecido",
];
#[rustfmt::skip]
const INSOLVENCY: &[&str] = &[
    "insolvent", "is insolvent", "insolvency flag", "insolvency status", "insolvency indicator", "in insolvency", "is bankrupt",
    "in bankruptcy", "bankruptcy flag", "bankruptcy status", "bankruptcy indicator", "bankrupt", "insolvenz",
];
#[rustfmt::skip]
const LEGAL_HOLD: &[&str] = &[
    "legal hold", "legal hold flag", "on legal hold", "is on legal hold", "litigation hold", "legal stay", "court stay",
    "stay order", "cease and desist", "cease contact", "cease contact flag", "hold flag legal",
];
#[rustfmt::skip]
const LEGAL_ACTION: &[&str] = &[
    "legal action taken", "legal action", "legal action flag", "legal action status", "legal action initiated", "legal status flag",
    "in litigation", "litigation flag", "litigation", "suit filed", "suit filed flag", "case filed", "legal case filed",
    "legal notice sent", "legal proceedings", "sarfaesi initiated", "drt case",
];
#[rustfmt::skip]
const GROUP: &[&str] = &[
    "gender", "sex", "code gender", "applicant gender", "borrower gender", "customer gender", "personal status and sex",
    "geschlecht", "sexo", "genero", "marital status", "marriage", "married", "civil status", "family status", "name family status",
    "age group", "age band", "foreign worker", "nationality", "religion", "caste", "ethnicity", "race",
];

/// The names of columns that measure this, the surest first.
pub(super) fn names_of(meaning: Meaning) -> &'static [&'static str] {
    match meaning {
        Meaning::BorrowerId => BORROWER_ID,
        Meaning::LoanId => LOAN_ID,
        Meaning::Outstanding => OUTSTANDING,
        Meaning::LoanAmount => LOAN_AMOUNT,
        Meaning::MonthlyIncome => MONTHLY_INCOME,
        Meaning::YearlyIncome => YEARLY_INCOME,
        Meaning::MonthlyInstalment => MONTHLY_INSTALMENT,
        Meaning::DaysPastDue => DAYS_PAST_DUE,
        Meaning::MissedPayments => MISSED_PAYMENTS,
        Meaning::CollateralValue => COLLATERAL_VALUE,
        Meaning::LoanTenure => LOAN_TENURE,
        Meaning::InterestRate => INTEREST_RATE,
        Meaning::LoanProduct => LOAN_PRODUCT,
        Meaning::LoanDate => LOAN_DATE,
        Meaning::Employment => EMPLOYMENT,
        Meaning::PaymentHistory => PAYMENT_HISTORY,
        Meaning::Dependents => DEPENDENTS,
        Meaning::ContactAttempts => CONTACT_ATTEMPTS,
        Meaning::PromiseDate => PROMISE_DATE,
        Meaning::InPlan => IN_PLAN,
        Meaning::Dispute => DISPUTE,
        Meaning::Vulnerability => VULNERABILITY,
        Meaning::Deceased => DECEASED,
        Meaning::Insolvency => INSOLVENCY,
        Meaning::LegalHold => LEGAL_HOLD,
        Meaning::LegalAction => LEGAL_ACTION,
        Meaning::Group => GROUP,
    }
}

/// How well a phrase stands for a meaning: its place in the list of names.
pub(super) fn name_rank(phrase: &str, meaning: Meaning) -> Option<usize> {
    names_of(meaning).iter().position(|name| *name == phrase)
}
