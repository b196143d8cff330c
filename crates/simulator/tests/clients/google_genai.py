"""A chat of two turns with google-genai. Prints the texts of the chunks, turn by turn, as JSON."""

import json
import sys

from google import genai

base_url, model, *messages = sys.argv[1:]
client = genai.Client(api_key="any", http_options={"base_url": base_url})
chat = client.chats.create(model=model)
turns = [
    [chunk.text or "" for chunk in chat.send_message_stream(message)] for message in messages
]
print(json.dumps(turns))
