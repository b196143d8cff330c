import HtmlWebpackPlugin from "html-webpack-plugin";

export default {
    plugins: [new HtmlWebpackPlugin({ template: "src/index.html" })],
    output: { clean: true },
    // The chat is loaded when it is wanted: its size does not hold up the page.
    performance: { hints: false },
};
