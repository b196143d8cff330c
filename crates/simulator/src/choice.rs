//! The choice of a scenario for a call: by name, by request, and by the number of calls so far.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::failure::Failure;
use crate::scenario::Scenario;

/// How often each scenario that has a count, and each of its hops, was requested.
#[derive(Default)]
pub(crate) struct CallCounts(Mutex<Counts>);

/// Counts by scenario name and continuation token.
type Counts = BTreeMap<(String, String), usize>;

impl CallCounts {
    /// Resolves a scenario for a call: to itself, one of its hops, or its `then` steps.
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
        let is_exhausted = scenario
            .times
            .is_some_and(|times| self.is_exhausted(key, times));
        Ok(if is_exhausted {
            scenario.otherwise()
        } else {
            scenario
        })
    }

    /// Resets the counts of a scenario.
    pub(crate) fn reset(&self, name: &str) {
        self.lock().retain(|(asked, _), _| asked != name);
    }

    /// Counts a call, and returns whether the scenario had its calls, in which case it starts over.
    fn is_exhausted(&self, key: (String, String), times: usize) -> bool {
        let mut asked = self.lock();
        let asked = asked.entry(key).or_default();
        *asked = if *asked < times { *asked + 1 } else { 0 };
        *asked == 0
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns whether a request has a field of a name at any depth, or a value at a JSON pointer.
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
