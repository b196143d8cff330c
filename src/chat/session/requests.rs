//! The requests of an answer: when to send them, and what to retry automatically.

use std::time::Duration;

use super::Session;
use crate::{
    chat::{
        ending::Ending,
        input::{Effect, RunId, Timer},
        message::{Message, MessageState},
        recovery::{Pause, Recovery},
    },
    error::{Error, ErrorKind},
};

impl Session {
    pub(super) fn fired(&mut self, run: RunId, timer: Timer) -> Vec<Effect> {
        let step = self.recovery.silence_step();
        let notice = self.recovery.silence_notice;
        let limit = self.recovery.silence_limit;
        if timer == Timer::Retry {
            let is_due = self.pause_of(run).is_some_and(|it| it.delay.is_some());
            return if is_due { self.open() } else { vec![] };
        }
        let Some((course, answer)) = self.course_of(run) else {
            return vec![];
        };
        match timer {
            Timer::Save if std::mem::take(&mut course.is_saving) => self.save(),
            Timer::Silence if !step.is_zero() => {
                if !std::mem::take(&mut course.has_bytes) {
                    course.silent_steps += 1;
                    answer.set_silent(!notice.is_zero());
                    if !limit.is_zero() && step.saturating_mul(course.silent_steps) >= limit {
                        let timeout = Error::new(ErrorKind::Timeout);
                        return self.halt(Ending::Interrupted(Some(timeout)));
                    }
                }
                vec![Effect::Wait(run, Timer::Silence, step)]
            }
            // No such timer is pending.
            Timer::Save | Timer::Silence | Timer::Retry => vec![],
        }
    }

    pub(super) fn online(&mut self, run: RunId) -> Vec<Effect> {
        let is_due = self.pause_of(run).is_some_and(|it| it.delay.is_none());
        if is_due { self.open() } else { vec![] }
    }

    /// Handles the end of a stream, which ends the answer unless another request follows.
    pub(super) fn ended(&mut self, ending: Ending) -> Vec<Effect> {
        let jitter = self.rng.fraction();
        let Some(course) = &mut self.course else {
            return vec![];
        };
        if course.decode.hops(&ending) {
            course.attempt = 1;
            self.checkpoint();
            return self.open();
        }
        if course.decode.reconnects(&ending) {
            let (attempt, attempts) = course.decode.attempts();
            let delay = self.recovery.reconnect_delay(jitter);
            self.checkpoint();
            return self.pause(&ending, delay, attempt, attempts);
        }
        // A resumed answer counts its reconnects itself, and has text already.
        let is_unseen = !course.has_answer && course.decode.token.is_none();
        if is_unseen && is_of_history(&ending) && course.repair() {
            // The replaced answer, which may be restored, was not part of what was rejected.
            let old = self.replaced.as_ref();
            self.plain_before = Some(old.map_or(course.before.id(), Message::id));
            return self.open();
        }
        if is_unseen
            && let Some(error) = failure(&ending)
            && let Some(delay) = self.recovery.delay_after(course.attempt, &error, jitter)
        {
            course.attempt += 1;
            let attempt = course.attempt;
            return self.pause(&ending, delay, attempt, self.recovery.attempts);
        }
        if course.has_answer
            && course.continuations < self.recovery.continuations
            && let Some(delay) = self.continuation_delay(&ending, jitter)
        {
            return self.auto_continue(&ending, delay);
        }
        self.end(ending);
        self.save()
    }

    /// Returns the delay before a cut-off answer is continued automatically; `None` if it is not.
    fn continuation_delay(&self, ending: &Ending, jitter: f64) -> Option<Duration> {
        let error = match ending {
            Ending::Finished(_) => return ending.can_continue().then_some(Duration::ZERO),
            Ending::Interrupted(None) => ErrorKind::Network.into(),
            Ending::Interrupted(Some(error)) | Ending::Failed(error) => error.clone(),
            Ending::PromptBlocked(_) | Ending::Empty | Ending::Stopped => return None,
        };
        let one_more = Recovery {
            attempts: 2,
            ..self.recovery.clone()
        };
        one_more.delay_after(1, &error, jitter)
    }

    /// Continues a cut-off answer without being asked.
    pub(super) fn auto_continue(&mut self, ending: &Ending, delay: Duration) -> Vec<Effect> {
        let done = self
            .course
            .as_ref()
            .map_or(0, |course| course.continuations);
        self.end(ending.clone());
        let opened = self.continue_answer();
        if opened.is_empty() {
            return self.save();
        }
        if let Some(course) = &mut self.course {
            course.continuations = done + 1;
        }
        if delay.is_zero() {
            return opened;
        }
        self.pause(ending, delay, done + 1, self.recovery.continuations)
    }

    /// Waits for the next request, with the answer as it was before one that brought none of it.
    pub(super) fn pause(
        &mut self,
        ending: &Ending,
        delay: Duration,
        attempt: u32,
        attempts: u32,
    ) -> Vec<Effect> {
        self.next_run(Some(Pause {
            error: failure(ending),
            delay: Some(delay),
            attempt,
            attempts,
        }));
        let mut effects = self.save();
        effects.extend(self.run().map(|run| Effect::Wait(run, Timer::Retry, delay)));
        effects
    }

    pub(super) fn await_online(&mut self) -> Vec<Effect> {
        self.next_run(Some(Pause {
            error: Some(ErrorKind::Offline.into()),
            delay: None,
            attempt: 1,
            attempts: self.recovery.attempts,
        }));
        let mut effects = self.save();
        effects.extend(self.run().map(Effect::AwaitOnline));
        effects
    }

    /// Starts the next request.
    pub(super) fn open(&mut self) -> Vec<Effect> {
        self.next_run(None);
        let mut effects = self.save();
        let step = self.recovery.silence_step();
        if let Some(run) = self.run() {
            if !step.is_zero() {
                effects.push(Effect::Wait(run, Timer::Silence, step));
            }
            effects.push(Effect::Open(run));
        }
        effects
    }

    /// Gives the course a new run ID and the answer its next state. Discards what the last request
    /// brought if none of it was part of the answer.
    pub(super) fn next_run(&mut self, pause: Option<Pause>) {
        self.last_run += 1;
        let (Some(course), Some(answer)) = (&mut self.course, self.messages.last_mut()) else {
            return;
        };
        course.run = RunId(self.last_run);
        if !course.has_answer {
            answer.clone_from(&course.before);
        }
        course.has_answer = false;
        course.decode.begin();
        course.has_bytes = false;
        course.silent_steps = 0;
        course.is_saving = false;
        match pause {
            Some(pause) => answer.pause(pause),
            None => answer.ask(self.model.clone()),
        }
        course.before.clone_from(answer);
    }

    /// Keeps what has arrived so far, whatever happens to the next request.
    pub(super) fn checkpoint(&mut self) {
        if let (Some(course), Some(answer)) = (&mut self.course, self.messages.last()) {
            course.before.clone_from(answer);
        }
    }

    /// Returns the pause of this run, if it is current.
    fn pause_of(&self, run: RunId) -> Option<&Pause> {
        let state = self.messages.last().map(Message::state);
        match state {
            Some(MessageState::Pausing(pause)) if self.run() == Some(run) => Some(pause),
            _ => None,
        }
    }
}

/// Returns the error of an ending that may be retried.
fn failure(ending: &Ending) -> Option<Error> {
    match ending {
        Ending::Failed(error) | Ending::Interrupted(Some(error)) => Some(error.clone()),
        Ending::Interrupted(None) => Some(ErrorKind::Network.into()),
        Ending::Empty => Some(Error::new(ErrorKind::Internal).with_detail("the stream is empty")),
        Ending::Finished(_) | Ending::PromptBlocked(_) | Ending::Stopped => None,
    }
}

fn is_of_history(ending: &Ending) -> bool {
    matches!(ending, Ending::Failed(error) if error.kind() == ErrorKind::InvalidHistory)
}
