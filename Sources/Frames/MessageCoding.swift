import Foundation

/// Turns messages into bodies of frames and back.
public enum MessageCoding {
    /// The JSON of a message.
    ///
    /// - Throws: ``FrameError/notAMessage(_:)`` for values that JSON cannot carry, such as an infinite confidence.
    public static func encode(_ message: some Encodable) throws(FrameError) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(message))
        } catch {
            throw .notAMessage(describe(error))
        }
    }

    /// The message in a body.
    ///
    /// - Throws: ``FrameError/notAMessage(_:)``.
    public static func decode<Message: Decodable>(_ type: Message.Type, from body: [UInt8]) throws(FrameError)
        -> Message
    {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw .notAMessage(describe(error))
        }
    }

    /// The kind of error and the keys to its place; never the value, which may be text of a citizen's paper.
    private static func describe(_ error: any Error) -> String {
        switch error {
        case DecodingError.dataCorrupted(let context): "no JSON or bad value at \(path(context))"
        case DecodingError.keyNotFound(let key, let context): "no key \(key.stringValue) at \(path(context))"
        case DecodingError.typeMismatch(_, let context): "other type expected at \(path(context))"
        case DecodingError.valueNotFound(_, let context): "no value at \(path(context))"
        case EncodingError.invalidValue(_, let context): "not encodable value at \(path(context))"
        default: "not encodable or decodable"
        }
    }

    private static func path(_ context: DecodingError.Context) -> String { path(context.codingPath) }
    private static func path(_ context: EncodingError.Context) -> String { path(context.codingPath) }
    private static func path(_ keys: [any CodingKey]) -> String {
        "/" + keys.map(\.stringValue).joined(separator: "/")
    }
}
