import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// An error as the client sees it: RFC 9457, with a stable code and the text in Vietnamese and English.
struct Problem: Error, Sendable {
    var code: ProblemCode
    /// What is wrong in particular, English, without personal data.
    var detail: String?
    /// Seconds after which it makes sense to try again.
    var retryAfter: Int?
    /// Methods that can be used instead.
    var allowed: [HTTPRequest.Method] = []
    /// How the files differ from those expected.
    var difference: FileDifference?

    init(_ code: ProblemCode, _ detail: String? = nil, retryAfter: Int? = nil) {
        self.code = code
        self.detail = detail
        self.retryAfter = retryAfter
    }

    /// The answer.
    func response() -> Response {
        let body = Body(
            type: "urn:sohoa:problem:\(code.rawValue)", title: code.message.english, status: code.status.code,
            detail: detail, code: code.rawValue, messageVi: code.message.vietnamese,
            messageEn: code.message.english, missing: difference?.missing, unexpected: difference?.unexpected,
            different: difference?.different)
        var response = JSON.response(body, status: code.status)
        response.headers[.contentType] = "application/problem+json"
        response.headers[.retryAfter] = retryAfter.map(String.init)
        switch code {
        case .unauthorized: response.headers[.wwwAuthenticate] = #"Bearer realm="sohoa""#
        case .badToken: response.headers[.wwwAuthenticate] = #"Bearer realm="sohoa", error="invalid_token""#
        case .digestRequired: response.headers[.wantContentDigest] = "sha-256=10"
        case .methodNotAllowed: response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        default: break
        }
        return response
    }

    private struct Body: Encodable {
        var type: String
        var title: String
        var status: Int
        var detail: String?
        var code: String
        var messageVi: String
        var messageEn: String
        var missing: [String]?
        var unexpected: [String]?
        var different: [String]?
    }
}

/// How the files that are there differ from those that the station expects; names, at most ``maximum`` of each kind.
struct FileDifference: Hashable, Sendable {
    static let maximum = 100

    var missing: [String] = []
    var unexpected: [String] = []
    /// Other size or digest.
    var different: [String] = []

    var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && different.isEmpty }
}

extension HTTPField.Name {
    static let contentDigest = named("Content-Digest")
    static let wantContentDigest = named("Want-Content-Digest")
    static let lastEventID = named("Last-Event-ID")
    static let accelBuffering = named("X-Accel-Buffering")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("no field can have this name: \(text)") }
        return name
    }
}
