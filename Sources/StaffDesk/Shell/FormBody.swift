import Basics
import Hummingbird
import NIOCore

/// The body of a form, of bounded size and in bounded time: who sends it byte by byte holds nothing for long. A line that
/// is silent is ended by the server.
enum FormBody {
    /// As long as the slowest line takes for the largest form.
    static let patience = Duration.seconds(30)

    /// - Throws: `Refusal` `body_too_large`, `body_too_slow`.
    static func text(
        _ body: RequestBody, upTo limit: Int, within patience: Duration = Self.patience
    ) async throws -> String {
        let start = ContinuousClock.now
        var bytes = ByteBuffer()
        for try await var chunk in body {
            guard bytes.readableBytes + chunk.readableBytes <= limit else {
                throw Refusal("body_too_large", .tooLarge, "Biểu mẫu quá lớn.", "The form is too large.")
            }
            bytes.writeBuffer(&chunk)
            guard ContinuousClock.now - start <= patience else {
                throw Refusal(
                    "body_too_slow", .timedOut, "Biểu mẫu được gửi quá chậm; hãy gửi lại.",
                    "The form came too slowly; send it again.")
            }
        }
        return String(buffer: bytes)
    }
}
