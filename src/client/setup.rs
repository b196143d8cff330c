//! The client: the model to talk to, and how.

use std::{fmt, rc::Rc};

use super::{chat::Chat, saver::Saver, store::Store, transport::Transport};
use crate::{
    chat::{Content, Recovery, Session},
    gemini::{Config, Endpoint, GenerationConfig, SafetySetting, Thinking},
};

/// A model to talk to: its endpoint, configuration, recovery and transport. Cheap to clone.
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
    /// Creates a client for [`DEFAULT_MODEL`](crate::gemini::DEFAULT_MODEL) at an endpoint.
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

    /// Sets the model.
    #[must_use]
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.config.model = model.into();
        self
    }

    /// Sets the system instruction: how the model should behave.
    #[must_use]
    pub fn system_instruction(mut self, instruction: impl Into<Content>) -> Self {
        self.config.system_instruction = Some(instruction.into());
        self
    }

    /// Sets the limits and parameters of generation.
    #[must_use]
    pub fn generation_config(mut self, config: GenerationConfig) -> Self {
        self.config.generation_config = config;
        self
    }

    /// Sets which harmful content to block.
    #[must_use]
    pub fn safety_settings(mut self, settings: Vec<SafetySetting>) -> Self {
        self.config.safety_settings = settings;
        self
    }

    /// Sets whether the model thinks and shows its thoughts.
    #[must_use]
    pub fn thinking(mut self, thinking: Thinking) -> Self {
        self.config.thinking = thinking;
        self
    }

    /// Sets what chats do automatically about failures, silence and cut-off answers.
    #[must_use]
    pub fn recovery(mut self, recovery: Recovery) -> Self {
        self.recovery = recovery;
        self
    }

    /// Starts a conversation from a history, empty for a new one.
    pub fn start_chat(&self, history: Vec<Content>) -> Chat {
        Chat::new(self, Session::new(history), None)
    }

    /// Starts a conversation that is saved in a store. [`Chat::restore`] loads what is stored; if
    /// there is nothing, the conversation begins with `history`, empty for a new one.
    pub fn keep_chat(&self, store: impl Store + 'static, history: Vec<Content>) -> Chat {
        let saver = Saver::new(Rc::new(store), history);
        Chat::new(self, Session::new(vec![]).kept(), Some(saver))
    }
}
