//! Ways to cut a body that depend on the body alone, so that any stream is a valid fuzz input.

/// Cuts the body into pieces whose lengths are taken from its own bytes.
pub(crate) fn by_its_own_bytes(mut body: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let length = usize::from(*body.first()? % 16).min(body.len());
        let (piece, rest) = body.split_at(length.max(1));
        body = rest;
        Some(piece)
    })
}

/// Derives a size limit from the body, which some bodies exceed and others do not.
pub(crate) fn limit(body: &[u8]) -> usize {
    let sum = body.iter().fold(0_usize, |sum, byte| {
        sum.wrapping_mul(31) + usize::from(*byte)
    });
    sum % (body.len() + 2)
}
