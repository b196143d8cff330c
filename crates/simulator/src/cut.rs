//! Cutting a body into pieces, anywhere.

use crate::playback::Beat;
use crate::scenario::{Cut, RandomCut};

/// Cuts the bytes among some beats, counting through from the first byte of the body.
pub(crate) fn apply(cut: &Cut, beats: Vec<Beat>) -> Vec<Beat> {
    let mut cutter = Cutter::new(cut);
    beats
        .into_iter()
        .flat_map(|beat| match beat {
            Beat::Bytes(bytes) => cutter.pieces(bytes).into_iter().map(Beat::Bytes).collect(),
            other => vec![other],
        })
        .collect()
}

struct Cutter<'a> {
    cut: &'a Cut,
    /// How many bytes of the body came before.
    position: usize,
    /// The place of the next random cut.
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

    /// Chooses the place of the next cut: Knuth's linear congruential generator, whose upper bits
    /// are random enough for this.
    fn draw(&mut self, random: RandomCut) {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let length = 1 + (self.state >> 33) % random.longest.max(1);
        self.next = self.position + usize::try_from(length).unwrap_or(1);
    }
}
