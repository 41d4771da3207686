import Basics

extension Refusal {
    /// What a person is told of an error, whichever room threw it.
    public init(explaining error: any Error) {
        self =
            switch error {
            case let error as any RefusalConvertible: error.refusal
            case is CancellationError: .interrupted
            default: Refusal(system: error)
            }
    }

    private static let interrupted = Refusal(
        "interrupted", .interrupted, "Đã dừng. Chạy lại cùng lệnh để làm tiếp.",
        "Stopped; run the same command to go on.")
}
