//! Announcements for screen readers.

use leptos::{html::Div, prelude::*, web_sys::Element};

use super::{
    labels::Label,
    message::{LiveMessage, Phase},
    notice::{Notice, Tone},
    pause::{outlook, reason},
    use_chat::UseChat,
    words::Words,
};
use crate::chat::{MessageId, Role};

/// An announcement about the user's own action. A handle.
#[derive(Clone, Copy, Default)]
pub(super) struct Voice(RwSignal<Option<Label>>);

impl Voice {
    /// Announces a label politely.
    pub(super) fn say(self, label: Label) {
        // The widget may be disposed by now.
        self.0.try_set(Some(label));
    }
}

/// Two visually hidden live regions: a polite one, and an assertive one for errors.
///
/// An answer is announced in complete blocks, each once, after a notice that it is coming.
#[component]
pub(super) fn Announcer(chat: UseChat, voice: Voice) -> impl IntoView {
    let polite = NodeRef::<Div>::new();
    let urgent = RwSignal::new(None::<Label>);
    let words = Words::here();
    let progress = StoredValue::new(Progress::default());
    Effect::new(move |_| {
        let Some(polite) = polite.get() else {
            return;
        };
        let Some(answer) = chat.messages().pop() else {
            // A deleted message must not stay behind for a screen progress.
            polite.set_text_content(None);
            urgent.set(None);
            return;
        };
        let announcement = progress
            .try_update_value(|progress| progress.read(&answer, words))
            .unwrap_or_default();
        if !announcement.polite.is_empty() {
            put(&polite, &announcement.polite);
        } else if announcement.is_over {
            polite.set_text_content(None);
        }
        if urgent.get_untracked() != announcement.urgent {
            urgent.set(announcement.urgent);
        }
    });
    Effect::new(move |_| {
        if let (Some(label), Some(polite)) = (voice.0.get(), polite.get_untracked()) {
            put(&polite, &untrack(|| words.get(label)));
        }
    });
    view! {
        <div class="rill-hidden">
            <div role="status" aria-live="polite" node_ref=polite></div>
            <div role="alert" aria-live="assertive">
                {move || urgent.get().map(|label| words.get(label))}
            </div>
        </div>
    }
}

/// Puts a text into a live region as a new node, because regions announce additions.
fn put(region: &Element, text: &str) -> Option<()> {
    let line = document().create_element("p").ok()?;
    line.set_attribute("dir", "auto").ok()?;
    line.set_text_content(Some(text));
    region.replace_children_with_node_1(&line);
    Some(())
}

/// How much of the last message was announced.
#[derive(Default)]
struct Progress {
    message: Option<MessageId>,
    blocks: usize,
    over: bool,
    pausing: bool,
    silent: bool,
    /// Whether the user followed this answer, and so is to hear how it ended.
    is_followed: bool,
}

#[derive(Default)]
struct Announcement {
    polite: String,
    urgent: Option<Label>,
    /// Whether the previous announcement is out of date and must be removed.
    is_over: bool,
}

impl Progress {
    fn read(&mut self, message: &LiveMessage, words: Words) -> Announcement {
        let say = |label| untrack(|| words.get(label));
        let mut announcement = Announcement::default();
        let phase = message.phase();
        let ready = message.live_text().final_blocks();
        let notice = message.notice();
        if self.message != Some(message.id()) {
            // The old answer is back after the user heard that a new one had begun.
            let is_followed = self.message.is_some() && !self.over;
            *self = Self {
                message: Some(message.id()),
                is_followed,
                ..Self::default()
            };
            match message.role() {
                Role::Model if phase != Phase::Over => {
                    announcement.polite += &say(Label::Answering)
                }
                // A message of the history was there before the user arrived.
                role => {
                    self.over = true;
                    if is_followed && role == Role::Model {
                        add_outcome(&mut announcement.polite, notice.as_ref(), words);
                    }
                }
            }
            announcement.is_over = true;
        }
        if self.over && phase == Phase::Over {
            // A failure during an earlier visit is no news.
            if self.is_followed {
                announcement.urgent = urgent(notice.as_ref());
                announcement.is_over |= announcement.urgent.is_some();
            }
            return announcement;
        }
        self.is_followed = true;
        if std::mem::take(&mut self.over) {
            // The answer goes on, and its last block is read again when it is final.
            announcement.polite += &say(Label::GoingOn);
            self.blocks = self.blocks.min(ready);
        }
        let pause = message.pause();
        if let Some(pause) = pause.as_ref().filter(|_| !self.pausing) {
            add(&mut announcement.polite, &say(reason(pause)));
            add(&mut announcement.polite, &say(outlook(pause)));
        }
        self.pausing = pause.is_some();
        let silent = message.is_silent();
        if silent && !self.silent {
            add(&mut announcement.polite, &say(Label::StillWaiting));
        }
        self.silent = silent;
        self.over = phase == Phase::Over;
        let over = self.over;
        self.blocks = message.live_text().with_untracked(|document| {
            let blocks = document.final_blocks();
            let ready = if over { blocks.len() } else { ready };
            for block in blocks.iter().take(ready).skip(self.blocks) {
                add(&mut announcement.polite, &document.plain_text(*block));
            }
            ready
        });
        if self.over {
            add_outcome(&mut announcement.polite, notice.as_ref(), words);
        }
        announcement.urgent = urgent(notice.as_ref());
        announcement.is_over |= announcement.urgent.is_some();
        announcement
    }
}

/// Adds how an answer ended, except for errors, which are urgent.
fn add_outcome(announcement: &mut String, notice: Option<&Notice>, words: Words) {
    let say = |label| untrack(|| words.get(label));
    match notice {
        Some(notice) if notice.tone == Tone::Error => {}
        Some(notice) => add(announcement, &say(notice.label)),
        None => add(announcement, &say(Label::AnswerEnd)),
    }
    if let Some(seconds) = notice.map(|it| it.wait.as_secs()).filter(|it| *it > 0) {
        let values = [("seconds", &*seconds.to_string())];
        add(announcement, &untrack(|| words.fill(Label::Wait, &values)));
    }
}

fn urgent(notice: Option<&Notice>) -> Option<Label> {
    let notice = notice.filter(|notice| notice.tone == Tone::Error);
    notice.map(|notice| notice.label)
}

fn add(announcement: &mut String, text: &str) {
    if !announcement.is_empty() {
        announcement.push('\n');
    }
    announcement.push_str(text);
}
