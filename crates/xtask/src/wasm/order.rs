//! The order of a module's functions in which it compresses best.
//!
//! A compressor refers back to what it has seen, gzip no further than 32 KB. The compiler emits
//! functions as they come up, and the many that differ only in a type or two end up far apart.
//! Here, each is followed by the one that is most similar to it. wasm-opt can move functions by
//! sorting them by name, so they get names.

use std::collections::HashMap;

use anyhow::{Context as _, Result, ensure};

use super::boundary::{Reader, push_bytes, push_number};

const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;

/// The subsection of the name section that names functions.
const FUNCTION_NAMES: u8 = 1;

/// The length of the pieces that are compared, in bytes.
const PIECE: usize = 5;

/// Pieces in this many functions or more say nothing about any two.
const COMMON: usize = 100;

/// Ranks short functions below long ones that share as large a part of themselves.
const SHORT: usize = 20;

/// Returns the module with function names that sort in the order that the functions should have.
///
/// # Errors
///
/// When it is not a module.
pub(super) fn named(module: &[u8]) -> Result<Vec<u8>> {
    let (head, sections) = module
        .split_at_checked(8)
        .context("not a wasm module: shorter than its header")?;
    ensure!(
        head.starts_with(b"\0asm"),
        "not a wasm module: bad magic number"
    );
    let mut reader = Reader(sections);
    let (mut imports, mut bodies) = (0, Vec::new());
    while !reader.0.is_empty() {
        let id = reader.byte()?;
        let mut section = Reader(reader.bytes()?);
        match id {
            // Only functions are imported: `boundary` has made sure of that.
            IMPORTS => imports = section.number()?,
            CODE => {
                for _ in 0..section.number()? {
                    bodies.push(section.bytes()?);
                }
            }
            _ => {}
        }
    }
    let mut names: Vec<_> = order(&bodies).into_iter().zip(0_u32..).collect();
    names.sort_unstable();

    let mut list = Vec::new();
    let count = u32::try_from(names.len())?;
    push_number(&mut list, imports + count);
    for import in 0..imports {
        push_number(&mut list, import);
        push_bytes(&mut list, format!("i{import:08}").as_bytes());
    }
    for (index, (_, place)) in (imports..).zip(names) {
        push_number(&mut list, index);
        push_bytes(&mut list, format!("n{place:08}").as_bytes());
    }
    let mut section = Vec::new();
    push_bytes(&mut section, b"name");
    section.push(FUNCTION_NAMES);
    push_bytes(&mut section, &list);
    let mut out = module.to_vec();
    out.push(CUSTOM);
    push_bytes(&mut out, &section);
    Ok(out)
}

/// Returns the functions in order: the longest first, and each before the one most similar to it.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<_> = bodies.iter().map(|body| pieces(body)).collect();
    let mut users: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, pieces) in pieces.iter().enumerate() {
        for piece in pieces {
            users.entry(piece).or_default().push(function);
        }
    }
    let mut order = Vec::with_capacity(bodies.len());
    let mut is_left = vec![true; bodies.len()];
    let mut alike = vec![0.0; bodies.len()];
    let mut next = (0..bodies.len()).max_by_key(|function| bodies[*function].len());
    while let Some(function) = next {
        order.push(function);
        is_left[function] = false;
        let mut found = Vec::new();
        for piece in &pieces[function] {
            let users = &users[piece];
            if users.len() < COMMON {
                for &user in users.iter().filter(|user| is_left[**user]) {
                    if alike[user] == 0.0 {
                        found.push(user);
                    }
                    alike[user] += (users.len() as f64).sqrt().recip();
                }
            }
        }
        let (mut most, mut best) = (0.0, is_left.iter().position(|is_left| *is_left));
        for user in found {
            let length = (pieces[user].len() + SHORT) as f64;
            let share = std::mem::take(&mut alike[user]) / length.sqrt();
            if share > most {
                (most, best) = (share, Some(user));
            }
        }
        next = best;
    }
    order
}

/// Returns the distinct pieces of a function.
fn pieces(body: &[u8]) -> Vec<&[u8]> {
    let mut pieces: Vec<_> = body.windows(PIECE).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_is_put_beside_like() {
        let bodies = [
            "a function that adds two numbers",
            "something else, and longer than the rest of them",
            "tiny",
            "a function that adds three numbers",
            "something else than the rest",
        ];
        let order = order(&bodies.map(str::as_bytes));
        assert_eq!(order, [1, 4, 0, 3, 2]);
    }

    #[test]
    fn names_sort_as_the_functions_will_stand() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        let mut code = vec![3];
        for body in ["short", "the longest of them", "the longest of all of them"] {
            push_bytes(&mut code, body.as_bytes());
        }
        module.push(CODE);
        push_bytes(&mut module, &code);

        let named = named(&module).unwrap();
        let (before, names) = named.split_at(module.len());
        assert_eq!(before, module);
        let expected =
            b"\x00\x29\x04name\x01\x22\x03\x00\x09n00000002\x01\x09n00000001\x02\x09n00000000";
        assert_eq!(names, expected);
    }

    #[test]
    fn what_is_no_module() {
        for bytes in [&b""[..], b"\0asm", b"\x7fELF\x01\0\0\0"] {
            assert!(named(bytes).is_err(), "{bytes:?}");
        }
    }
}
