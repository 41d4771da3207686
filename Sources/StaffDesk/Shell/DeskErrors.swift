import Basics
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Observability
import Presentation

/// Turns every error into a page that says what happened, what to do, and the code.
struct DeskErrors: RouterMiddleware {
    typealias Context = DeskContext

    let pages: PageMaker

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as SignInNeeded {
            return error.response(to: request)
        } catch let failure as VisitFailure {
            return try answer(failure.error, request, context, failure.visit)
        } catch {
            return try answer(error, request, context, nil)
        }
    }

    private func answer(
        _ error: any Error, _ request: Request, _ context: DeskContext, _ visit: Visit?
    ) throws -> Response {
        let refusal = Self.refusal(error)
        if refusal.kind == .failed {
            context.logger.error(
                "desk", metadata: .init([.code: .string(refusal.code), .error: .string("\(type(of: error))")]))
        }
        var response = try pages.error(refusal, visit)
        if let retry = refusal.retryAfter { response.headers[.retryAfter] = String(retry.components.seconds) }
        // What was not read of a body is in the way of the next request.
        if request.method == .post { response.headers[.connection] = "close" }
        return response
    }

    static func refusal(_ error: any Error) -> Refusal {
        if error is HTTPParseFailure { return .noSuchPage }
        guard let http = error as? any HTTPResponseError else { return Refusal(explaining: error) }
        switch http.status {
        case .notFound, .badRequest: return .noSuchPage
        case .contentTooLarge:
            return Refusal("body_too_large", .tooLarge, "Biểu mẫu quá lớn.", "The form is too large.")
        default:
            return Refusal(
                "request_failed", .failed, "Yêu cầu không thực hiện được; hãy thử lại.",
                "The request could not be carried out; try again.")
        }
    }
}

/// An error of a visit whose person is known: the page of it is in their language and has their menu.
struct VisitFailure: Error {
    var error: any Error
    var visit: Visit
}

/// An address whose parts are not of the form that they must have.
struct HTTPParseFailure: Error {}

/// Nobody is signed in.
struct SignInNeeded: Error {
    /// To the sign-in page, and back afterwards; a script is told only that.
    func response(to request: Request) -> Response {
        let isPart = request.headers[.part] != nil || request.headers[.accept] == "text/event-stream"
        guard !isPart, request.method == .get || request.method == .head else {
            guard request.method == .post, !isPart else { return Response(status: .unauthorized) }
            return .redirect(to: "/sign-in")
        }
        let here = request.uri.string
        return .redirect(to: here == "/" ? "/sign-in" : Address("/sign-in").with("next", here).text)
    }
}
