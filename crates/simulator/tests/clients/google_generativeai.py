"""A chat of two turns with google-generativeai. Prints the texts of the chunks, turn by turn, as JSON."""

import json
import sys

import google.generativeai as genai

endpoint, model, *messages = sys.argv[1:]
genai.configure(api_key="any", transport="rest", client_options={"api_endpoint": endpoint})
chat = genai.GenerativeModel(model).start_chat(history=[])
turns = [
    [chunk.text for chunk in chat.send_message(message, stream=True)] for message in messages
]
print(json.dumps(turns))
