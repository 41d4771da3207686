import Basics
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Observability
import Presentation

/// Turns errors into answers, and sees to bodies that nobody read.
///
/// A client that still sends a body does not look at the answer, and a connection that is closed under it loses the
/// answer too. So what is left of a small body is read and the connection kept; what is left of a large one is read for
/// a short time only, and then the connection is closed.
struct ProblemResponses: RouterMiddleware {
    typealias Context = StationContext

    /// Largest body that is read to its end for nothing.
    private static let smallBody = 64 << 10

    let linger: Duration

    func handle(
        _ request: Request, context: StationContext, next: (Request, StationContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Self.problem(error, context)
            var response = problem.response()
            if Self.mayBeUnread(request) || Self.isBroken(error) || problem.code == .bodyTooSlow
                || problem.code == .bodyCutOff
            {
                context.close(after: linger, &response)
            }
            return response
        }
    }

    private static func mayBeUnread(_ request: Request) -> Bool {
        if request.headers[.expect] != nil { return true }
        if request.headers[.transferEncoding] != nil { return true }
        return request.headers[.contentLength].flatMap { Int($0) } ?? 0 > smallBody
    }

    /// Whether what comes on the connection makes no sense any more.
    private static func isBroken(_ error: any Error) -> Bool { error is HTTPParserError }

    private static func problem(_ error: any Error, _ context: StationContext) -> Problem {
        switch error {
        case let problem as Problem:
            context.logger.debug("problem", metadata: .init([.code: .string(problem.code.rawValue)]))
            return problem
        case HTTPParserError.invalidEOFState, is IOError, is ChannelError: return Problem(.bodyCutOff)
        case is HTTPParserError: return Problem(.badRequest, "the body is no HTTP")
        case let error as any RefusalConvertible: return refused(error.refusal, error, context)
        case let error as any HTTPResponseError:
            return Problem(Self.code(error.status))
        case is CancellationError: return Problem(.unavailable, retryAfter: 5)
        default:
            context.logger.error("unexpected", metadata: .init([.error: .string("\(type(of: error))")]))
            return Problem(.internalError)
        }
    }

    /// What a room below refused: nothing that the station has asked for is wrong.
    private static func refused(_ refusal: Refusal, _ error: any Error, _ context: StationContext) -> Problem {
        let problem = Problem(refusal)
        switch problem.code {
        case .diskFull: break
        case .internalError:
            context.logger.error("unexpected", metadata: .init([.error: .string("\(type(of: error))")]))
        default:
            let level: Logger.Level = refusal.kind == .tryAgain ? .debug : .error
            context.logger.log(
                level: level, "ledger", metadata: .init([.code: .string(refusal.code)]))
        }
        return problem
    }

    private static func code(_ status: HTTPResponse.Status) -> ProblemCode {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .bodyTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .serviceUnavailable: .unavailable
        default: status.code < 500 ? .badRequest : .internalError
        }
    }
}
