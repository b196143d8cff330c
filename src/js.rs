//! What JavaScript sees of a conversation: plain objects, with Gemini's names wherever Gemini has
//! one.
//!
//! Objects pass through JSON, both ways: the code for it is there already, and a browser reads JSON
//! faster than it takes an object field by field. `src/js/types.d.ts` describes them.

mod form;
mod message;
mod object;
mod settings;
mod value;

pub use message::read_message;
pub use object::{
    chunk, content, contents, ending, error, exported, finish, message, messages, trouble,
};
pub use settings::{Settings, fetch, history, import};
