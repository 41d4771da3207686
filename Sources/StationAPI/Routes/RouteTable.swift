import HTTPTypes
import Hummingbird

/// Answers a request on one route.
typealias StationHandler = @Sendable (Request, StationContext) async throws -> Response

extension RouterMethods where Context == StationContext {
    /// Adds the handlers of one address; what has none is answered with 405 and the methods that there are.
    func handle(_ path: RouterPath, _ handlers: [HTTPRequest.Method: StationHandler]) {
        for (method, handler) in handlers { on(path, method: method, use: handler) }
        var allowed = Array(handlers.keys)
        if handlers[.get] != nil { allowed.append(.head) }
        allowed.sort { $0.rawValue < $1.rawValue }
        for method in HTTPRequest.Method.known where !allowed.contains(method) {
            on(path, method: method) { [allowed] _, _ -> Response in
                var problem = Problem(.methodNotAllowed)
                problem.allowed = allowed
                throw problem
            }
        }
    }
}

extension HTTPRequest.Method {
    /// The methods that are registered for general use, QUERY among them since 2025.
    static let known: [HTTPRequest.Method] =
        [.get, .head, .put, .post, .delete, .patch, .options, .trace, .connect]
        + [HTTPRequest.Method("QUERY")].compactMap(\.self)
}
