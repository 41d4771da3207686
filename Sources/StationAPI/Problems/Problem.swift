import Basics
import HTTPTypes
import Hummingbird

/// A refusal as the client sees it: RFC 9457, with a stable code and the text in Vietnamese and English.
struct Problem: RefusalConvertible {
    let code: ProblemCode
    let refusal: Refusal
    /// Methods that can be used instead.
    var allowed: [HTTPRequest.Method] = []
    /// How the files differ from those expected.
    var difference: FileDifference?

    /// - Parameters:
    ///   - detail: what is wrong in particular, English, without personal data.
    ///   - retryAfter: seconds after which it makes sense to try again.
    init(_ code: ProblemCode, _ detail: String? = nil, retryAfter: Int? = nil) {
        self.code = code
        var refusal = code.refusal
        refusal.detail = detail ?? ""
        refusal.retryAfter = retryAfter.map { .seconds($0) }
        self.refusal = refusal
    }

    /// What a room refused, by the codes that stations know.
    init(_ refusal: Refusal) {
        let wait = refusal.retryAfter.map { Int($0.components.seconds) }
        switch refusal.kind {
        case .noSpace: self.init(.diskFull)
        case .tryAgain: self.init(.unavailable, "another transaction is writing", retryAfter: wait)
        case .homeInUse, .storage, .interrupted: self.init(.unavailable, retryAfter: wait ?? 5)
        case .unauthenticated, .forbidden: self.init(.unauthorized, as: refusal)
        default: self.init(.internalError)
        }
    }

    /// What another door refused, in its own words.
    private init(_ code: ProblemCode, as refusal: Refusal) { (self.code, self.refusal) = (code, refusal) }

    /// The answer.
    func response() -> Response {
        let status = HTTPResponse.Status(code: refusal.kind.httpStatus)
        var response = JSON.response(Body(refusal, status: status.code, difference), status: status)
        response.headers[.contentType] = "application/problem+json"
        response.headers[.retryAfter] = refusal.retryAfter.map { String($0.components.seconds) }
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

        init(_ refusal: Refusal, status: Int, _ difference: FileDifference?) {
            type = "urn:sohoa:problem:\(refusal.code)"
            title = refusal.english.text
            self.status = status
            detail = refusal.detail.isEmpty ? nil : refusal.detail
            code = refusal.code
            messageVi = refusal.vietnamese.text
            messageEn = refusal.english.text
            (missing, unexpected) = (difference?.missing, difference?.unexpected)
            different = difference?.different
        }
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
