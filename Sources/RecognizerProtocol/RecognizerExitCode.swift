/// Exit codes of `sohoa-recognizer` beside 0.
public enum RecognizerExitCode {
    /// The command line was wrong (`EX_USAGE`).
    public static let usage: Int32 = 64
    /// An engine or a model is missing (`EX_UNAVAILABLE`).
    public static let unavailable: Int32 = 69
    /// A limit or a stream could not be set up, or the stream of requests broke (`EX_OSERR`).
    public static let system: Int32 = 71
    /// An allocation failed, most likely at the memory limit.
    public static let outOfMemory: Int32 = 79
}
