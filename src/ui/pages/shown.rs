//! What is shown once all of the page's program is there: the way from its first part into the later one
//! (`scripts/divide_program.mjs`). Not inlined, for their names.

use std::sync::Arc;

use leptos::prelude::*;

use super::borrower::BorrowerPage;
use super::borrowers::BorrowersPage;
use super::data_file::OpenFile;
use super::explore::ExplorePage;
use super::mailing::MailingPage;
use super::messages::MessagesPage;
use super::model::ModelPage;
use super::plan::PlanPage;
use super::segments::SegmentsPage;
use crate::jobs::protocol::FileSummary;
use crate::session::Session;
use crate::ui::route::Route;

/// The page of a route; nothing for those of the first visit.
#[inline(never)]
pub fn page_of(route: Route) -> AnyView {
    match route {
        Route::Data | Route::Demo => ().into_any(),
        Route::Explore => view! { <ExplorePage /> }.into_any(),
        Route::Model => view! { <ModelPage /> }.into_any(),
        Route::Segments => view! { <SegmentsPage /> }.into_any(),
        Route::Plan => view! { <PlanPage /> }.into_any(),
        Route::Borrowers => view! { <BorrowersPage /> }.into_any(),
        Route::Borrower(row) => view! { <BorrowerPage look=Box::new(move |session: &mut Session| session.look_at(row)) /> }.into_any(),
        Route::BorrowerNamed(name) => {
            view! { <BorrowerPage look=Box::new(move |session: &mut Session| session.look_for(&name)) /> }.into_any()
        }
        Route::Messages(row) => view! { <MessagesPage row /> }.into_any(),
        Route::Mailing => view! { <MailingPage /> }.into_any(),
    }
}

/// The first step, with a file in it.
#[inline(never)]
pub fn open_file(file: Arc<FileSummary>) -> AnyView {
    view! { <OpenFile file /> }.into_any()
}
