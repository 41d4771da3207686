import ArtifactStore
import Basics
import DigitizationPipeline

extension ArtifactStoreError: RefusalConvertible {
    public var refusal: Refusal {
        var refusal = EnvironmentFault(code == .noSpace ? .noSpace : .storeUnusable, detail).refusal
        refusal.kind = code == .noSpace ? .noSpace : .storage
        return refusal
    }
}

extension RecognizerError: RefusalConvertible {
    /// What the machine lacks; else that recognizing did not work, with what is known against the page.
    public var refusal: Refusal {
        let fault =
            EnvironmentFault(self)
            ?? EnvironmentFault(.recognizerUnavailable, issueCode?.rawValue ?? "shut_down")
        return fault.refusal
    }
}

extension DigitizingFailed: RefusalConvertible {
    public var refusal: Refusal {
        Refusal(
            "batch_given_up", .failed, "Lô \(batch) đã bị bỏ sau nhiều lần hỏng; xem: sohoa jobs",
            "The batch was given up; see sohoa jobs for why, and retry it there.")
    }
}
