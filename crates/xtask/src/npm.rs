//! The npm package.

#[cfg(test)]
mod glue;
