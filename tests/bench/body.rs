//! The input of the benchmarks: a long answer in small pieces, as Gemini frames it.

/// Bytes of a chunk as it arrives from a network.
pub(crate) const CHUNK: usize = 16 * 1024;

/// Returns a stream of about `size` bytes, whose events have texts of 50 bytes.
pub(crate) fn stream(size: usize) -> Vec<u8> {
    const WORDS: &str =
        "the knight rode on through rain and wind — “who goes there?” asked the gate ";
    let words: Vec<char> = WORDS.chars().collect();
    let mut body = String::with_capacity(size + 1024);
    for count in 0.. {
        if body.len() >= size {
            break;
        }
        let mut text = String::new();
        for at in count.. {
            let next = words[at % words.len()];
            if text.len() + next.len_utf8() > 50 {
                break;
            }
            text.push(next);
        }
        body.push_str(&format!(
            "data: {{\"candidates\": [{{\"content\": {{\"parts\": [{{\"text\": \"{text}\"}}],\
             \"role\": \"model\"}},\"index\": 0}}],\"usageMetadata\": {{\"promptTokenCount\": 10,\
             \"candidatesTokenCount\": {count},\"totalTokenCount\": {total},\
             \"promptTokensDetails\": [{{\"modality\": \"TEXT\",\"tokenCount\": 10}}]}},\
             \"modelVersion\": \"gemini-flash-latest\",\"responseId\": \"dGhlIGtuaWdodA\"}}\r\n\r\n",
            total = count + 10,
        ));
    }
    body.into_bytes()
}

/// Returns the median of the values.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
