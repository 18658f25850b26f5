//! Which page the address names. Hash routes, so that any static host and any sub-path serves the app.

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Opening a file and settling its columns.
    #[default]
    Data,
    /// What the file shows.
    Explore,
    /// The model and how well it does.
    Model,
    /// Groups of borrowers.
    Segments,
    /// Cut-offs and bands.
    Plan,
    /// The list.
    Borrowers,
    /// One borrower, by its row in the table.
    Borrower(u64),
    /// One borrower, by the identifier as lists have it.
    BorrowerNamed(String),
    /// A message to a borrower, by its row in the table; to nobody in particular without one.
    Messages(Option<u64>),
    /// Messages to many.
    Mailing,
    /// Opens the sample and goes on to the plan.
    Demo,
}

impl Route {
    /// The page of what stands behind the `#`; anything unknown is the first page.
    pub fn parse(hash: &str) -> Route {
        let parts: Vec<&str> = hash.trim_start_matches('/').split('/').collect();
        match parts.as_slice() {
            ["explore"] => Route::Explore,
            ["model"] => Route::Model,
            ["segments"] => Route::Segments,
            ["plan"] => Route::Plan,
            ["borrowers"] => Route::Borrowers,
            ["borrowers", row] if !row.is_empty() => row.parse().map_or_else(|_| Route::BorrowerNamed((*row).to_owned()), Route::Borrower),
            ["borrowers", _] => Route::Borrowers,
            ["messages"] => Route::Messages(None),
            ["messages", "many"] => Route::Mailing,
            ["messages", row] => Route::Messages(row.parse().ok()),
            ["demo"] => Route::Demo,
            _ => Route::Data,
        }
    }

    /// The address, with the `#`.
    pub fn href(&self) -> String {
        match self {
            Route::Data => "#/".to_owned(),
            Route::Explore => "#/explore".to_owned(),
            Route::Model => "#/model".to_owned(),
            Route::Segments => "#/segments".to_owned(),
            Route::Plan => "#/plan".to_owned(),
            Route::Borrowers => "#/borrowers".to_owned(),
            Route::Borrower(row) => format!("#/borrowers/{row}"),
            Route::BorrowerNamed(name) => format!("#/borrowers/{name}"),
            Route::Messages(None) => "#/messages".to_owned(),
            Route::Messages(Some(row)) => format!("#/messages/{row}"),
            Route::Mailing => "#/messages/many".to_owned(),
            Route::Demo => "#/demo".to_owned(),
        }
    }

    /// The name in the tab.
    pub fn title(&self) -> &'static str {
        match self {
            Route::Data | Route::Demo => "Data",
            Route::Explore => "Explore",
            Route::Model => "Model",
            Route::Segments => "Segments",
            Route::Plan => "Plan",
            Route::Borrowers => "Borrowers",
            Route::Borrower(_) | Route::BorrowerNamed(_) => "Borrower",
            Route::Messages(_) | Route::Mailing => "Messages",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn each_page_finds_itself_again() {
        use Route::{Borrower, BorrowerNamed, Borrowers, Data, Demo, Explore, Mailing, Messages, Model, Plan, Segments};
        let named = BorrowerNamed("BRW_840".to_owned());
        for route in
            [Data, Explore, Model, Segments, Plan, Borrowers, Borrower(17), named, Messages(None), Messages(Some(17)), Mailing, Demo]
        {
            assert_eq!(Route::parse(route.href().trim_start_matches('#')), route);
        }
        assert_eq!(Route::parse("/nowhere"), Route::Data);
        assert_eq!(Route::parse("/borrowers/"), Route::Borrowers);
        assert_eq!(Route::parse("/messages/x"), Route::Messages(None));
    }
}
