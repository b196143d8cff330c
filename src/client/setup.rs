//! Who to talk to, and how.

use std::{fmt, rc::Rc};

use super::{chat::Chat, keeper::Keeper, store::Store, transport::Transport};
use crate::{
    chat::{Content, Recovery, Session},
    gemini::{Config, Endpoint, GenerationConfig, SafetySetting, Thinking},
};

/// Who to talk to and how: an address, a configuration and a transport. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    pub(super) endpoint: Endpoint,
    pub(super) config: Config,
    pub(super) recovery: Recovery,
    pub(super) transport: Rc<dyn Transport>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.endpoint)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client of the model [`DEFAULT_MODEL`](crate::gemini::DEFAULT_MODEL) at an address.
    pub fn new(endpoint: Endpoint, transport: impl Transport + 'static) -> Self {
        Self {
            endpoint,
            config: Config::default(),
            recovery: Recovery::default(),
            transport: Rc::new(transport),
        }
    }

    /// Replaces the whole configuration.
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Asks another model.
    #[must_use]
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.config.model = model.into();
        self
    }

    /// Tells the model how to behave.
    #[must_use]
    pub fn system_instruction(mut self, instruction: impl Into<Content>) -> Self {
        self.config.system_instruction = Some(instruction.into());
        self
    }

    /// Sets limits and knobs of the answers.
    #[must_use]
    pub fn generation_config(mut self, config: GenerationConfig) -> Self {
        self.config.generation_config = config;
        self
    }

    /// Sets what to hold back.
    #[must_use]
    pub fn safety_settings(mut self, settings: Vec<SafetySetting>) -> Self {
        self.config.safety_settings = settings;
        self
    }

    /// Sets whether the model thinks, and shows it.
    #[must_use]
    pub fn thinking(mut self, thinking: Thinking) -> Self {
        self.config.thinking = thinking;
        self
    }

    /// Sets what is tried by itself about failures, silence and cut answers.
    #[must_use]
    pub fn recovery(mut self, recovery: Recovery) -> Self {
        self.recovery = recovery;
        self
    }

    /// A conversation that goes on from a history, empty for a new one.
    pub fn start_chat(&self, history: Vec<Content>) -> Chat {
        Chat::new(self, Session::new(history), None)
    }

    /// A conversation that is kept in a store. [`Chat::restore`] brings back what is there; where
    /// nothing is, it begins with a history, empty for a new one.
    pub fn keep_chat(&self, store: impl Store + 'static, history: Vec<Content>) -> Chat {
        let keeper = Keeper::new(Rc::new(store), history);
        Chat::new(self, Session::new(vec![]).kept(), Some(keeper))
    }
}
