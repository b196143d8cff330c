// With its defaults, and without Tailwind's classes, which cost it layout.

import { Streamdown } from "streamdown";

import { competeWith } from "./react.jsx";

competeWith(({ text, ended }) => <Streamdown isAnimating={!ended}>{text}</Streamdown>);
