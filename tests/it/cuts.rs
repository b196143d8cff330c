//! Ways to cut a body into pieces, the same ones in every run.

/// Reads `bytes` whole, byte by byte and in `random` random cuts, checks that the results are
/// equal, and returns them.
#[track_caller]
pub(crate) fn every_way<T: PartialEq + std::fmt::Debug>(
    bytes: &[u8],
    random: u64,
    read: impl Fn(&mut dyn Iterator<Item = &[u8]>) -> T,
) -> T {
    let whole = read(&mut std::iter::once(bytes));
    let alone = read(&mut bytes.chunks(1));
    assert!(
        alone == whole,
        "byte by byte: {alone:#?}\nis not {whole:#?}"
    );
    for seed in 1..=random {
        let cut = read(&mut pieces(bytes, seed).into_iter());
        assert!(
            cut == whole,
            "cut by seed {seed}: {cut:#?}\nis not {whole:#?}"
        );
    }
    whole
}

/// Cuts into pieces of random lengths, some of them empty. Odd seeds cut small, so that line ends
/// are often split; even seeds cut as a network does.
pub(crate) fn pieces(mut bytes: &[u8], seed: u64) -> Vec<&[u8]> {
    let longest = if seed % 2 == 1 {
        12
    } else {
        1 + bytes.len() / 3
    };
    let mut random = Random(seed);
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let length = random.below(longest + 1).min(bytes.len());
        let (piece, rest) = bytes.split_at(length);
        pieces.push(piece);
        bytes = rest;
    }
    pieces
}

/// SplitMix64: a few lines, and the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let bound = u64::try_from(bound).unwrap();
        usize::try_from((z ^ (z >> 31)) % bound).unwrap()
    }
}
