//! Plays the client of a session: carries out its effects, and checks its state after each step.

use rill_chat::{
    Error, ErrorKind,
    chat::{
        Content, Effect, Ending, Input, Message, MessageState, Part, Recovery, Remedy, Role, RunId,
        Session, Timer,
    },
};

use super::{
    expected::{Expected, Turn},
    steps::{Setting, Step, Target},
};

pub(super) struct World {
    session: Session,
    expected: Expected,
    recovery: Recovery,
    is_kept: bool,
    /// The run of the request on its attempts.
    open: Option<RunId>,
    /// Runs that are no longer current.
    dead: Vec<RunId>,
    current: Option<RunId>,
    timers: Vec<(RunId, Timer)>,
    awaiting: Option<RunId>,
    is_taken_back: bool,
}

impl World {
    pub(super) fn new(setting: Setting) -> Self {
        let mut session = Session::new(setting.history.clone())
            .recovery(setting.recovery.clone())
            .seed(setting.seed);
        if setting.is_kept {
            session = session.kept();
        }
        Self {
            session,
            expected: Expected::new(setting.recovery.clone(), &setting.history),
            recovery: setting.recovery,
            is_kept: setting.is_kept,
            open: None,
            dead: vec![],
            current: None,
            timers: vec![],
            awaiting: None,
            is_taken_back: false,
        }
    }

    pub(super) fn take(&mut self, step: Step) {
        match step {
            Step::Send(content) => self.send(content),
            Step::Retry => self.ask_again(Input::Retried),
            Step::Defer => self.ask_again(Input::Deferred),
            Step::Continue => self.go_on(),
            Step::Stop => self.halt(Input::Stopped, &Ending::Stopped),
            Step::Leave => {
                // A message that was never sent is not cut off.
                let has_answer = self.expected.last().is_some_and(Turn::has_answer);
                let is_waiting = self.awaiting.is_some() && !has_answer;
                let offline = || Ending::Failed(ErrorKind::Offline.into());
                let ending = is_waiting.then(offline);
                self.halt(Input::Left, &ending.unwrap_or(Ending::Interrupted(None)));
            }
            Step::TakeBack => {
                assert_eq!(self.handle(Input::TakenBack), []);
                self.is_taken_back = self.session.unsent().is_some();
            }
            Step::Clear => {
                let run = self.current;
                let had = !self.session.messages().is_empty();
                let effects = self.session.clear();
                let saves = (had && self.is_kept).then_some(Effect::Save);
                assert_eq!(
                    effects,
                    run.map(Effect::Abort)
                        .into_iter()
                        .chain(saves)
                        .collect::<Vec<_>>()
                );
                self.expected.clears();
                self.is_taken_back = false;
                self.follow(&effects);
            }
            Step::Restore(history, is_open) => {
                let messages = kept(history, is_open);
                let turns: Vec<_> = messages.iter().map(Turn::kept).collect();
                self.expected.turns.splice(0..0, turns);
                self.session.restore(messages);
            }
            Step::Arrive(target, chunk) => {
                let Some(run) = self.name(target) else { return };
                let is_live = self.open == Some(run);
                let input = Input::Arrived(run, chunk.clone());
                let effects = self.handle_if(is_live, input);
                assert!(matches!(
                    effects[..],
                    [] | [Effect::Wait(_, Timer::Save, _)]
                ));
                if is_live {
                    self.expected.arrives(&chunk);
                }
            }
            Step::Hear(target) => {
                let Some(run) = self.name(target) else { return };
                assert_eq!(
                    self.handle_if(self.open == Some(run), Input::Heard(run)),
                    []
                );
            }
            Step::End(target, ending) => {
                let Some(run) = self.name(target) else { return };
                let is_live = self.open == Some(run);
                if is_live {
                    self.open = None;
                }
                let effects = self.handle_if(is_live, Input::Ended(run, ending.clone()));
                if is_live {
                    match self.session.run() {
                        Some(_) => self.expected.is_tried_again(&ending),
                        None => self.expected.settles(&ending),
                    }
                    assert!(
                        !effects.contains(&Effect::Abort(run)),
                        "it has ended by itself"
                    );
                }
            }
            Step::Fire(target, timer) => {
                let Some(run) = self.name(target) else { return };
                self.fire(run, timer);
            }
            Step::Online(target) => {
                let Some(run) = self.name(target) else { return };
                let is_live = self.awaiting == Some(run);
                let effects = self.handle_if(is_live, Input::Online(run));
                assert_eq!(opens(&effects), is_live);
            }
            Step::Due(index) => {
                if !self.timers.is_empty() {
                    let (run, timer) = self.timers[index.index(self.timers.len())];
                    self.fire(run, timer);
                }
            }
        }
        self.look();
    }

    /// Checks that everything under way ends once the server says nothing more.
    pub(super) fn end(&mut self) {
        for _ in 0..100 {
            match (
                self.open,
                self.timers.iter().find(|(_, it)| *it == Timer::Retry),
            ) {
                (Some(_), _) => self.take(Step::End(Target::Current, Ending::Interrupted(None))),
                (None, Some(&(run, timer))) => self.fire(run, timer),
                (None, None) if self.awaiting.is_some() => self.take(Step::Online(Target::Current)),
                (None, None) => break,
            }
            self.look();
        }
        assert_eq!(self.session.run(), None, "it goes on for ever");
        self.take(Step::Stop);
        self.take(Step::Send("Goodbye".into()));
        self.take(Step::Leave);
    }

    fn send(&mut self, content: Content) {
        if is_blank(&content) {
            let effects = self.handle_if(false, Input::Sent(content));
            return assert_eq!(effects, []);
        }
        self.settle(&Ending::Stopped);
        let takes_place = self.is_taken_back && self.session.unsent().is_some();
        self.is_taken_back = false;
        if takes_place {
            self.expected.turns.truncate(self.expected.turns.len() - 2);
        }
        self.expected.turns.push(Turn::new(&content));
        self.expected.begins();
        assert!(opens(&self.handle(Input::Sent(content))));
    }

    fn ask_again(&mut self, input: Input) {
        let remedies = self.session.messages().last().map(Message::remedies);
        let waits = input == Input::Deferred;
        self.settle(&Ending::Stopped);
        let turns = &self.expected.turns[..];
        let is_said = |turn: &Turn| turn.role == Role::User;
        let can = turns.iter().any(is_said);
        if can {
            self.expected.makes_room();
            self.expected.begins();
            self.is_taken_back = false;
        } else {
            let wanted = remedies.is_some_and(|all| all.contains(&Remedy::Retry));
            assert!(!wanted || turns.len() < 2, "it was offered");
        }
        let effects = self.handle(input);
        assert_eq!(opens(&effects), can && !waits);
        assert_eq!(self.awaiting.is_some(), can && waits);
    }

    fn go_on(&mut self) {
        let remedies = self.session.messages().last().map(Message::remedies);
        let is_offered = remedies.is_some_and(|all| all.contains(&Remedy::Continue));
        let effects = self.handle_if(is_offered, Input::Continued);
        assert_eq!(opens(&effects), is_offered);
        if is_offered {
            self.expected.goes_on(0);
        }
    }

    fn halt(&mut self, input: Input, ending: &Ending) {
        let run = self.current;
        self.settle(ending);
        let effects = self.handle(input);
        let saves = run.filter(|_| self.is_kept).map(|_| Effect::Save);
        let all: Vec<_> = run.map(Effect::Abort).into_iter().chain(saves).collect();
        assert_eq!(effects, all);
    }

    fn fire(&mut self, run: RunId, timer: Timer) {
        let asked = self.timers.iter().position(|it| *it == (run, timer));
        if let Some(index) = asked {
            self.timers.swap_remove(index);
        }
        let is_live = asked.is_some() && self.current == Some(run);
        let effects = self.handle_if(is_live, Input::Fired(run, timer));
        assert_eq!(opens(&effects), is_live && timer == Timer::Retry);
        if effects.contains(&Effect::Abort(run)) {
            assert_eq!(timer, Timer::Silence);
            let timeout = Error::new(ErrorKind::Timeout);
            self.expected.settles(&Ending::Interrupted(Some(timeout)));
        }
    }

    /// Ends what is under way on behalf of the person.
    fn settle(&mut self, ending: &Ending) {
        if self.current.is_some() {
            self.expected.settles(ending);
        }
    }

    fn name(&self, target: Target) -> Option<RunId> {
        match target {
            Target::Current => self.current,
            Target::Stale(_) if self.dead.is_empty() => None,
            Target::Stale(index) => Some(self.dead[index.index(self.dead.len())]),
        }
    }

    /// Handles an input. One that is stale or was not asked for must change nothing.
    fn handle_if(&mut self, counts: bool, input: Input) -> Vec<Effect> {
        let before = self.session.messages().to_vec();
        let effects = self.handle(input);
        if !counts {
            assert_eq!(effects, []);
            assert_eq!(self.session.messages(), before);
        }
        effects
    }

    fn handle(&mut self, input: Input) -> Vec<Effect> {
        let effects = self.session.handle(input);
        self.follow(&effects);
        effects
    }

    /// Carries out the effects of the session.
    fn follow(&mut self, effects: &[Effect]) {
        let now = self.session.run();
        for effect in effects {
            match *effect {
                Effect::Open(run) => {
                    assert_eq!(self.open, None, "one run at a time");
                    assert_eq!(now, Some(run), "a run that is dead already");
                    self.open = Some(run);
                }
                Effect::Abort(run) => {
                    assert_eq!(self.current, Some(run), "it was dead before");
                    assert_ne!(now, Some(run), "it lives on");
                    self.open = None;
                }
                Effect::Wait(run, timer, _) => {
                    assert_eq!(now, Some(run), "a run that is dead already");
                    assert!(!self.timers.contains(&(run, timer)), "it waits already");
                    assert!(timer != Timer::Save || self.is_kept);
                    self.timers.push((run, timer));
                }
                Effect::AwaitOnline(run) => {
                    assert_eq!(now, Some(run), "a run that is dead already");
                    self.awaiting = Some(run);
                }
                Effect::Save => assert!(self.is_kept),
                other => panic!("unknown: {other:?}"),
            }
        }
        if now != self.current {
            assert!(
                now.is_none_or(|now| !self.dead.contains(&now)),
                "a name is given twice"
            );
            self.dead.extend(self.current);
            self.current = now;
        }
        self.timers.retain(|(run, _)| Some(*run) == now);
        self.awaiting = self.awaiting.filter(|run| Some(*run) == now);
    }

    fn look(&self) {
        let messages = self.session.messages();
        let parts: Vec<_> = messages
            .iter()
            .map(|it| (it.role(), &it.content().parts))
            .collect();
        let turns = &self.expected.turns;
        let expected: Vec<_> = turns.iter().map(|it| (it.role, &it.parts)).collect();
        assert_eq!(parts, expected);
        assert!(messages.iter().map(Message::id).is_sorted_by(|a, b| a < b));
        let endings: Vec<_> = messages.iter().map(Message::ending).collect();
        let expected: Vec<_> = turns.iter().map(|it| it.ending.as_ref()).collect();
        assert_eq!(endings, expected);
        self.look_at_the_run();
        check_history(&self.session.contents());
        let remedies = messages.last().map(Message::remedies);
        let is_edited = remedies.is_some_and(|all| all.contains(&Remedy::Edit));
        if is_edited && turns.len() > 1 && !turns.last().unwrap().has_answer() {
            assert!(
                self.session.unsent().is_some(),
                "there is something to edit"
            );
        }
    }

    fn look_at_the_run(&self) {
        let messages = self.session.messages();
        assert_eq!(self.session.run(), self.current);
        let Some(run) = self.current else {
            assert_eq!(
                (self.open, self.awaiting, self.timers.len()),
                (None, None, 0)
            );
            return assert!(messages.iter().all(|message| !message.is_open()));
        };
        let (last, earlier) = messages.split_last().unwrap();
        assert!(earlier.iter().all(|message| !message.is_open()));
        let has = |timer| self.timers.contains(&(run, timer));
        if let MessageState::Pausing(pause) = last.state() {
            assert_eq!(self.open, None);
            assert!(has(Timer::Retry) || self.awaiting.is_some(), "for ever");
            return assert_eq!(pause.delay.is_some(), has(Timer::Retry));
        }
        assert!(last.is_open());
        assert_eq!(self.open, Some(run));
        let recovery = &self.recovery;
        let is_watched = !recovery.silence_notice.is_zero() || !recovery.silence_limit.is_zero();
        assert_eq!(has(Timer::Silence), is_watched);
        assert!(!has(Timer::Retry) && self.awaiting.is_none());
        let request = self.session.request();
        let attempts = &self.expected.attempts;
        assert_eq!(request.continuation_token, attempts.token);
        assert_eq!(
            request.seam.is_some(),
            attempts.is_seamed && attempts.token.is_none()
        );
        check_history(&request.contents);
    }
}

fn opens(effects: &[Effect]) -> bool {
    effects.iter().any(|it| matches!(it, Effect::Open(_)))
}

fn is_blank(content: &Content) -> bool {
    let mut parts = content.parts.iter();
    parts.all(|part| part.as_text().is_some_and(|text| text.trim().is_empty()))
}

/// Returns messages of another conversation: a history, and a turn cut off or on its attempts.
fn kept(history: Vec<Content>, is_open: bool) -> Vec<Message> {
    let mut session = Session::new(history);
    let run = super::super::send(&mut session, "Before");
    super::super::arrive(&mut session, run, &["Long ago "]);
    if !is_open {
        session.handle(Input::Ended(run, Ending::Interrupted(None)));
    }
    session.messages().to_vec()
}

/// Checks that a server would accept these contents.
#[track_caller]
fn check_history(contents: &[Content]) {
    let both = contents.windows(2);
    assert!(
        both.into_iter().all(|it| it[0].role != it[1].role),
        "{contents:?}"
    );
    for (index, content) in contents.iter().enumerate() {
        assert!(!content.parts.is_empty(), "{contents:?}");
        assert!(content.parts.iter().all(|part| !part.is_empty()));
        let before = index.checked_sub(1).map(|it| &contents[it]);
        let after = contents.get(index + 1);
        let has = |other: Option<&Content>, is: fn(&Part) -> bool| {
            other.is_some_and(|it| it.parts.iter().any(is))
        };
        let is_response = |part: &Part| part.function_response().is_some();
        let is_call = |part: &Part| part.function_call().is_some();
        for part in &content.parts {
            assert!(!is_response(part) || has(before, is_call), "{contents:?}");
            assert!(!is_call(part) || has(after, is_response), "{contents:?}");
        }
    }
}
