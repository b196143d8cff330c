import HtmlWebpackPlugin from "html-webpack-plugin";

export default {
    plugins: [new HtmlWebpackPlugin({ template: "src/index.html" })],
    output: { clean: true },
    // The chat loads on demand, so its size does not delay the page.
    performance: { hints: false },
};
