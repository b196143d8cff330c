//! The tests that need no browser: from LaTeX to a tree of elements.

#![cfg(not(target_arch = "wasm32"))]

mod compact;
mod formulas;
mod hostile;
mod structures;
