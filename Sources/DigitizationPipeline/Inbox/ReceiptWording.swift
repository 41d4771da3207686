/// How a receipt is said to people. Whoever runs the inbox brings the words along; here are the values.
public struct ReceiptWording: Sendable {
    /// How every text begins: by it a file is known as a receipt.
    public var title: String
    /// The whole text, in both languages.
    public var text: @Sendable (BatchReceipt) -> String

    public init(title: String, text: @escaping @Sendable (BatchReceipt) -> String) {
        self.title = title
        self.text = text
    }
}
