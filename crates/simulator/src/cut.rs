//! Splitting a body into pieces at any byte, and truncating it.

use std::time::Duration;

use crate::scenario::{Cut, RandomCut, Scenario};
use crate::wire_event::WireEvent;

/// Splits and truncates the bytes among the events as the scenario says. Positions count from the
/// first byte of the body.
pub(crate) fn apply(scenario: &Scenario, mut events: Vec<WireEvent>) -> Vec<WireEvent> {
    if let Some(length) = scenario.cut_after {
        cut_off(&mut events, length);
    }
    match &scenario.cut {
        Some(cut) => cut_up(cut, scenario.drip, events),
        None => events,
    }
}

/// Closes the connection after `length` bytes, if the body has that many.
fn cut_off(events: &mut Vec<WireEvent>, length: usize) {
    let mut left = length;
    let last = events.iter_mut().position(|event| match event {
        WireEvent::Bytes(bytes) if left <= bytes.len() => {
            bytes.truncate(left);
            true
        }
        WireEvent::Bytes(bytes) => {
            left -= bytes.len();
            false
        }
        WireEvent::Head
        | WireEvent::Pause(_)
        | WireEvent::Stall
        | WireEvent::Close
        | WireEvent::Reset => false,
    });
    if let Some(last) = last {
        events.truncate(last + 1);
        // Even if no byte of the body is sent, the head is.
        if length == 0 {
            events[last] = WireEvent::Head;
        }
        events.push(WireEvent::Close);
    }
}

fn cut_up(cut: &Cut, drip: u64, events: Vec<WireEvent>) -> Vec<WireEvent> {
    let mut cutter = Cutter::new(cut);
    let mut pieces = Vec::with_capacity(events.len());
    let mut begun = false;
    for event in events {
        let WireEvent::Bytes(bytes) = event else {
            pieces.push(event);
            continue;
        };
        for piece in cutter.pieces(bytes) {
            if drip > 0 && begun {
                pieces.push(WireEvent::Pause(Duration::from_millis(drip)));
            }
            begun = true;
            pieces.push(WireEvent::Bytes(piece));
        }
    }
    pieces
}

struct Cutter<'a> {
    cut: &'a Cut,
    /// The number of body bytes so far.
    position: usize,
    /// The position of the next random cut.
    next: usize,
    state: u64,
}

impl<'a> Cutter<'a> {
    fn new(cut: &'a Cut) -> Self {
        let mut cutter = Self {
            cut,
            position: 0,
            next: 0,
            state: 0,
        };
        if let Cut::Random(random) = cut {
            cutter.state = random.seed;
            cutter.draw(*random);
        }
        cutter
    }

    fn pieces(&mut self, bytes: Vec<u8>) -> Vec<Vec<u8>> {
        let mut pieces = vec![Vec::new()];
        for byte in bytes {
            if self.is_cut()
                && let Some(piece) = pieces.last()
                && !piece.is_empty()
            {
                pieces.push(Vec::new());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(byte);
            }
            self.position += 1;
        }
        pieces
    }

    fn is_cut(&mut self) -> bool {
        match self.cut {
            Cut::At(places) => places.contains(&self.position),
            Cut::EveryByte => true,
            Cut::Random(random) => {
                let cut = self.position == self.next;
                if cut {
                    self.draw(*random);
                }
                cut
            }
        }
    }

    /// Chooses the position of the next cut with Knuth's linear congruential generator, whose upper
    /// bits are random enough for this.
    fn draw(&mut self, random: RandomCut) {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let length = 1 + (self.state >> 33) % random.longest.max(1);
        self.next = self.position + usize::try_from(length).unwrap_or(1);
    }
}
