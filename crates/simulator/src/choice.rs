//! Which scenario a call gets: by its name, by what is in the request, and by how often it was asked.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::failure::Failure;
use crate::scenario::Scenario;

/// How often each scenario that passes was asked for, and each hop of one.
#[derive(Default)]
pub(crate) struct Asked(Mutex<Counts>);

/// By the name of a scenario and a continuation token.
type Counts = BTreeMap<(String, String), usize>;

impl Asked {
    /// What a call gets of a scenario: the scenario, one of its hops, or what comes then.
    pub(crate) fn choose(
        &self,
        name: &str,
        mut scenario: Scenario,
        request: &Value,
    ) -> Result<Scenario, Failure> {
        let token = ["continuationToken", "continuation_token"]
            .iter()
            .find_map(|field| request.get(field)?.as_str())
            .filter(|_| !scenario.hops.is_empty());
        if let Some(token) = token {
            let hop = scenario.hops.remove(token);
            scenario = hop.ok_or_else(Failure::wrong_token)?;
        }
        let applies = scenario.when.is_empty() || scenario.when.iter().any(|it| has(request, it));
        if !applies {
            return Ok(scenario.otherwise());
        }
        let key = (name.to_owned(), token.unwrap_or_default().to_owned());
        let passed = scenario.times.is_some_and(|times| self.passed(key, times));
        Ok(if passed {
            scenario.otherwise()
        } else {
            scenario
        })
    }

    /// Begins to count anew.
    pub(crate) fn forget(&self, name: &str) {
        self.lock().retain(|(asked, _), _| asked != name);
    }

    /// Counts a call. What has passed begins again.
    fn passed(&self, key: (String, String), times: usize) -> bool {
        let mut asked = self.lock();
        let asked = asked.entry(key).or_default();
        *asked = if *asked < times { *asked + 1 } else { 0 };
        *asked == 0
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a request has a field of a name anywhere, or a value at a JSON pointer.
fn has(value: &Value, name: &str) -> bool {
    if name.starts_with('/') {
        return value.pointer(name).is_some();
    }
    match value {
        Value::Array(items) => items.iter().any(|item| has(item, name)),
        Value::Object(fields) => fields
            .iter()
            .any(|(field, value)| field == name || has(value, name)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
