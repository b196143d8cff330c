//! Incremental Markdown parsing of text that is still being streamed.
//!
//! A [`Document`] takes a text in chunks and keeps its tree of [`Node`]s. Node ids are stable and
//! each chunk returns its [`Change`]s, so a view can keep what it drew. pulldown-cmark decides what
//! the text means; this module decides only which part of it to parse again, and what an unfinished
//! end is likely to become.
//!
//! A block is final once a later line has ended it, and is parsed again only if a label in it is
//! defined later. Of the block that is still open, only the last item, row or words are parsed
//! again. So a chunk costs as much at the end of a long answer as at its beginning.
//!
//! Parsing cannot fail, and knows nothing of the DOM. A view must ask [`safe_link`] and
//! [`safe_image`] which URLs it may use.

mod address;
mod bare;
mod builder;
mod document;
mod draft;
mod fence;
mod footnotes;
mod held;
mod labels;
mod likely;
mod line_breaks;
mod parse;
mod patch;
mod settled;
mod throttle;
mod tree;
mod waiting;
mod words;

pub use address::{host, is_misleading, safe_image, safe_link};
pub use document::Document;
pub use tree::{Alert, Alignment, Change, Footnote, Kind, Link, Node, NodeId};
