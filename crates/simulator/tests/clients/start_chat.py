"""The first example of many tutorials, as it stands; only the address is not Google's."""

import sys

import google.generativeai as genai

genai.configure(api_key="any", transport="rest", client_options={"api_endpoint": sys.argv[1]})
model = genai.GenerativeModel("gemini-flash-latest")

chat = model.start_chat(history=[])
response = chat.send_message("Tell me a short story about a brave knight.", stream=True)
for chunk in response:
    print(chunk.text, end="")
