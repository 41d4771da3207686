import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Presentation

/// JSON bodies of requests and answers.
enum JSON {
    /// An answer with a JSON body.
    static func response(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
        guard let data = try? JSONForm.compact.data(value) else { return Response(status: .internalServerError) }
        return Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    /// Reads a request's JSON body.
    /// - Throws: ``Problem``.
    static func decode<T: Decodable>(
        _ type: T.Type, from request: Request, upTo limit: Int, _ limits: StationServerSettings.Limits
    ) async throws -> T {
        try decode(type, from: try await body(of: request, upTo: limit, limits), request)
    }

    /// Reads the JSON body of a request that was received before.
    static func decode<T: Decodable>(_ type: T.Type, from bytes: Data, _ request: Request) throws -> T {
        try requireJSON(request)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: bytes)
        } catch {
            throw Problem(.badRequest, detail(error))
        }
    }

    /// Reads a body of which there may be none.
    static func body(
        of request: Request, upTo limit: Int, _ limits: StationServerSettings.Limits
    ) async throws -> Data {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Problem(.bodyTooLarge)
        }
        let pace = BodyPace(limits)
        var bytes = Data()
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= limit else { throw Problem(.bodyTooLarge) }
            bytes += Data(buffer: chunk)
            try pace.check(bytes.count)
        }
        return bytes
    }

    static func requireJSON(_ request: Request) throws {
        guard let type = request.headers[.contentType] else { return }
        let essence = type.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        guard essence == "application/json" else { throw Problem(.unsupportedMediaType) }
    }

    /// Where a body is wrong, without what stands there.
    private static func detail(_ error: any Error) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        }
        return switch error {
        case DecodingError.keyNotFound(let key, _): "missing: \(key.stringValue)"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "wrong type: \(path(context.codingPath))"
        case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "wrong value: \(path(context.codingPath))"
        default: "not JSON"
        }
    }
}

extension KeyedDecodingContainer {
    /// A value that may be left out, but must not be null: null would mean something else to every reader.
    func decodeUnlessAbsent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        contains(key) ? try decode(type, forKey: key) : nil
    }
}
