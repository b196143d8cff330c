// A chat of two turns with @google/genai. Prints the texts of the chunks, turn by turn, as JSON.
import { GoogleGenAI } from "@google/genai";

const [baseUrl, model, ...messages] = process.argv.slice(2);
const ai = new GoogleGenAI({ apiKey: "any", httpOptions: { baseUrl } });
const chat = ai.chats.create({ model });

const turns = [];
for (const message of messages) {
  const texts = [];
  for await (const chunk of await chat.sendMessageStream({ message })) {
    texts.push(chunk.text ?? "");
  }
  turns.push(texts);
}
console.log(JSON.stringify(turns));
