//! Two tabs on one conversation: whatever either has written is kept, in any order.

use proptest::prelude::*;

use super::{Effect, Input, MemoryStore, Tab, check};

#[test]
fn turns_of_two_tabs_stand_one_after_the_other() {
    let store = MemoryStore::new();
    let (mut one, mut two) = (Tab::new(&store, 1), Tab::new(&store, 2));
    let first = one.send("One");
    one.save().unwrap();
    two.now = one.now + 10;
    let second = two.send("Two");
    two.save().unwrap();
    one.say(first, "1");
    one.end(first);
    one.save().unwrap();
    two.say(second, "2");
    two.end(second);
    two.save().unwrap();
    one.now = two.now + 10;
    one.send("Three");
    one.save().unwrap();
    check(&store, &["One", "1.", "Two", "2.", "Three", " …"]);
}

#[test]
fn an_answer_that_another_tab_goes_on_with_is_not_deleted() {
    let store = MemoryStore::new();
    let mut one = Tab::new(&store, 1);
    let run = one.send("Hello");
    one.say(run, "Good");
    one.save().unwrap();
    // The second tab loads the answer half-way, and retries it.
    let mut two = Tab::new(&store, 2);
    one.say(run, " morning");
    one.save().unwrap();
    let again = two.open(Input::Retried);
    two.say(again, "Hi");
    two.end(again);
    two.save().unwrap();
    one.end(run);
    one.save().unwrap();
    check(&store, &["Hello", "Good morning.", "Hi."]);
}

#[test]
fn two_tabs_that_replace_one_answer_keep_both() {
    let store = MemoryStore::new();
    let mut first = Tab::new(&store, 1);
    let run = first.send("Hello");
    first.say(run, "Good");
    first.end(run);
    first.save().unwrap();
    let (mut two, mut three) = (Tab::new(&store, 2), Tab::new(&store, 3));
    for (tab, text) in [(&mut two, "2"), (&mut three, "3")] {
        let run = tab.open(Input::Retried);
        tab.say(run, text);
        tab.end(run);
        tab.save().unwrap();
    }
    check(&store, &["Hello", "2.", "3."]);
}

/// An event in a tab.
#[derive(Clone, Copy, Debug)]
enum Step {
    Send,
    Say,
    End,
    Retry,
    Save,
    FailToSave,
    /// The page is reloaded.
    Reload,
}

fn steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    let step = prop::sample::select(vec![
        Step::Send,
        Step::Say,
        Step::Say,
        Step::End,
        Step::Retry,
        Step::Save,
        Step::Save,
        Step::FailToSave,
        Step::Reload,
    ]);
    prop::collection::vec((0..2_usize, step), 0..40)
}

proptest! {
    /// What a tab has saved and still shows stays in the store whatever the other tab does, unless
    /// it was given up for a retry.
    #[test]
    fn nothing_that_was_saved_is_lost(steps in steps()) {
        let store = MemoryStore::new();
        let mut tabs = [Tab::new(&store, 0), Tab::new(&store, 1)];
        let mut runs = [None, None];
        let mut saved = [vec![], vec![]];
        let mut given_up = vec![];
        for (count, (at, step)) in steps.into_iter().enumerate() {
            let tab = &mut tabs[at];
            match step {
                Step::Send => runs[at] = Some(tab.send(format!("<{count}>"))),
                Step::Say => {
                    if let Some(run) = runs[at] {
                        tab.say(run, &format!("<{count}>"));
                    }
                }
                Step::End => {
                    if let Some(run) = runs[at].take() {
                        tab.end(run);
                    }
                }
                Step::Retry => {
                    let answer = texts(tab).pop();
                    // With two answers to one prompt, there is nothing to retry.
                    if let [.., Effect::Open(run)] = tab.session.handle(Input::Retried)[..] {
                        given_up.extend(answer);
                        runs[at] = Some(run);
                    }
                }
                Step::Save => {
                    tab.save().unwrap();
                    saved[at] = texts(tab);
                }
                Step::FailToSave => {
                    tab.changes();
                    tab.tracker.failed();
                }
                Step::Reload => {
                    *tab = Tab::new(&store, 2 + count as u64);
                    saved[at] = texts(tab);
                    runs[at] = None;
                }
            }
            let kept = texts(&Tab::new(&store, 999));
            for (tab, saved) in tabs.iter().zip(&saved) {
                for text in texts(tab).iter().filter(|text| saved.contains(text)) {
                    // Another tab may have appended to it.
                    let mut places = kept.iter().chain(&given_up);
                    prop_assert!(places.any(|it| it.starts_with(text)), "{text}: {kept:?}");
                }
            }
        }
    }
}

/// Returns the texts that a tab shows.
fn texts(tab: &Tab) -> Vec<String> {
    let messages = tab.session.messages().iter();
    let texts = messages.map(|message| message.text().into_owned());
    texts.filter(|text| !text.is_empty()).collect()
}
