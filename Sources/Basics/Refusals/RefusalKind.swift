extension Refusal {
    /// What sort of fault it is. Doors translate it: a command into an exit code, HTTP into a status.
    public enum Kind: Hashable, Sendable, CaseIterable {
        /// What was handed in or asked for is wrong; the same again is refused again.
        case badInput
        /// Nobody has said who asks, or not credibly.
        case unauthenticated
        /// Whoever asks may not.
        case forbidden
        case notFound
        /// It was done, or changed, by somebody else in the meantime.
        case conflict
        /// What was asked for was, when the caller last looked, another than it is now.
        case outdated
        /// What was handed in contradicts itself, or what was handed in with it.
        case inconsistent
        /// What is there cannot be used in this way.
        case unsupportedOperation
        /// Something of a form or coding that is not taken.
        case unsupportedType
        /// More bytes, rows or pages than are taken.
        case tooLarge
        /// It comes too slowly to wait for.
        case timedOut
        /// Too much is asked for at a time; later it is granted.
        case rateLimited
        /// Another process has the data home open and does not share it.
        case homeInUse
        /// Something that the machine lacks, or another process is using; the same call goes on once it is there.
        case tryAgain
        case noSpace
        /// A file or disk cannot be read or written.
        case storage
        /// A file that was to be made cannot be made.
        case cannotCreate
        case interrupted
        /// A fault of the program, or of what it has recorded.
        case failed

        /// For programs that call a command, after sysexits.h.
        public var exitCode: Int32 {
            switch self {
            case .badInput, .conflict, .outdated, .inconsistent, .unsupportedOperation, .unsupportedType, .tooLarge: 65
            case .notFound: 66
            case .homeInUse: 69
            case .failed: 70
            case .cannotCreate: 73
            case .noSpace, .storage: 74
            case .tryAgain, .timedOut, .rateLimited: 75
            case .unauthenticated, .forbidden: 77
            case .interrupted: 130
            }
        }

        /// RFC 9110, section 15; 429 is RFC 6585, section 4; 507 is RFC 4918, section 11.5.
        public var httpStatus: Int {
            switch self {
            case .badInput: 400
            case .unauthenticated: 401
            case .forbidden: 403
            case .notFound: 404
            case .conflict, .cannotCreate: 409
            case .unsupportedOperation: 405
            case .timedOut: 408
            case .outdated: 412
            case .tooLarge: 413
            case .unsupportedType: 415
            case .inconsistent: 422
            case .rateLimited: 429
            case .failed: 500
            case .homeInUse, .tryAgain, .storage, .interrupted: 503
            case .noSpace: 507
            }
        }
    }
}
