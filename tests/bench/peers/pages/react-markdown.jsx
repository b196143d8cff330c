import Markdown from "react-markdown";
import gfm from "remark-gfm";

import { competeWith } from "./react.jsx";

const plugins = [gfm];

competeWith(({ text }) => <Markdown remarkPlugins={plugins}>{text}</Markdown>);
