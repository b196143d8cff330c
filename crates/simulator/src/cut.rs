//! Splitting a body into pieces at any byte, and truncating it.

use std::time::Duration;

use crate::playback::Beat;
use crate::scenario::{Cut, RandomCut, Scenario};

/// Splits and truncates the bytes among the beats as the scenario says. Positions count from the
/// first byte of the body.
pub(crate) fn apply(scenario: &Scenario, mut beats: Vec<Beat>) -> Vec<Beat> {
    if let Some(length) = scenario.cut_after {
        cut_off(&mut beats, length);
    }
    match &scenario.cut {
        Some(cut) => cut_up(cut, scenario.drip, beats),
        None => beats,
    }
}

/// Closes the connection after `length` bytes, if the body has that many.
fn cut_off(beats: &mut Vec<Beat>, length: usize) {
    let mut left = length;
    let last = beats.iter_mut().position(|beat| match beat {
        Beat::Bytes(bytes) if left <= bytes.len() => {
            bytes.truncate(left);
            true
        }
        Beat::Bytes(bytes) => {
            left -= bytes.len();
            false
        }
        Beat::Head | Beat::Pause(_) | Beat::Stall | Beat::Close | Beat::Reset => false,
    });
    if let Some(last) = last {
        beats.truncate(last + 1);
        // Even if no byte of the body is sent, the head is.
        if length == 0 {
            beats[last] = Beat::Head;
        }
        beats.push(Beat::Close);
    }
}

fn cut_up(cut: &Cut, drip: u64, beats: Vec<Beat>) -> Vec<Beat> {
    let mut cutter = Cutter::new(cut);
    let mut pieces = Vec::with_capacity(beats.len());
    let mut begun = false;
    for beat in beats {
        let Beat::Bytes(bytes) = beat else {
            pieces.push(beat);
            continue;
        };
        for piece in cutter.pieces(bytes) {
            if drip > 0 && begun {
                pieces.push(Beat::Pause(Duration::from_millis(drip)));
            }
            begun = true;
            pieces.push(Beat::Bytes(piece));
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
