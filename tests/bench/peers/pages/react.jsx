// A component of React as a contestant: it gets the text so far, and whether more will come.

import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

import { compete } from "./harness.js";

export function competeWith(Answer) {
  const place = document.getElementById("place");
  let set;
  let answer = "";
  const ready = new Promise((done) => {
    const App = () => {
      const [{ text, ended }, setState] = useState({ text: "", ended: false });
      useEffect(() => {
        set = setState;
        done();
      }, []);
      return <Answer text={text} ended={ended} />;
    };
    createRoot(place).render(<App />);
  });
  compete({
    ready,
    root: () => place,
    push(text) {
      answer += text;
      set({ text: answer, ended: false });
    },
    finish: () => set({ text: answer, ended: true }),
  });
}
