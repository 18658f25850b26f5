/// Where notes and marks are, and for how long. `refusal` are the browser's own words.
pub fn work_keeping(names_borrowers: bool, is_kept: bool, refusal: Option<&str>) -> String {
    match refusal {
        _ if !names_borrowers => {
            "No column of this file identifies its borrowers: they could not be found again in another file.".to_owned()
        }
        Some(words) => format!(
            "This browser did not keep them ({words}). Nothing is lost while this page is open: export the list to take them along, or allow \
             this page to store data and try again."
        ),
        None if is_kept => "They are in this browser's storage, for every file with these columns, and do not leave this machine. Without \
                            the tick they are removed from there."
            .to_owned(),
        None => "They are gone when this page is closed. With the tick they stay in this browser's storage and do not leave this machine."
            .to_owned(),
    }
}
