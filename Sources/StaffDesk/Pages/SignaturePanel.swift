import Basics
import DocumentModel
import Ledger
import Presentation

/// What was found of a document's signatures, beside it: all that a verifier must show, in the person's language.
struct SignaturePanel {
    private let checks: [SignatureCheck]
    private let language: InterfaceLanguage

    /// - Parameter checks: of the signed files from which the document was made.
    init(_ checks: [SignatureCheck], _ language: InterfaceLanguage) {
        (self.checks, self.language) = (checks, language)
    }

    var model: Model { ["signedFiles": .list(checks.map(file))] }

    private func file(_ check: SignatureCheck) -> Model {
        let view = SignatureReportView(check)
        return [
            "message": .text(language.say(view.messageVi, view.messageEn)),
            "tone": .text(Self.tone(check.report.outcome)),
            "signatures": .list(view.signatures.map { signature($0, isOnly: view.signatures.count == 1) }),
            "checked": .text(LocalTime.text(check.recordedAt)), "evidence": .text(evidence(check.report)),
        ]
    }

    private func signature(_ view: SignatureView, isOnly: Bool) -> Model {
        let (verdict, said) = (view.verdict, SignatureText.outcome(view.verdict.outcome))
        let title = [verdict.facts.signer, verdict.facts.organ].compactMap(\.self).joined(separator: ", ")
        return [
            "title": .text(title.isEmpty ? verdict.facts.field : title), "message": .text(say(said)),
            "tone": .text(Self.tone(verdict.outcome)),
            "isOpen": .flag(isOnly || verdict.outcome > .validWithWeakDigest),
            "reason": .text(verdict.reason.map { say(SignatureText.reason($0)) }),
            "warnings": .list(verdict.warnings.map { ["text": .text(say(SignatureText.warning($0)))] }),
            "rows": .list(view.rows.map { ["name": .text(say($0.name)), "value": .text(say($0.value))] }),
            "hasChanges": .flag(!verdict.changes.isEmpty),
            "changes": .list(verdict.changes.map { ["text": .text(say(SignatureText.change($0)))] }),
        ]
    }

    private func say(_ said: SignatureText.Said) -> String { language.say(said.vietnamese, said.english) }

    private func evidence(_ report: SignatureReport) -> String {
        SignatureEvidence.Kind.allCases.compactMap { kind in
            let count = report.evidence.filter { $0.kind == kind }.count
            guard count > 0 else { return nil }
            return switch kind {
            case .certificate: language.say("\(count) chứng thư số", "\(count) certificates")
            case .revocationList: "\(count) CRL"
            case .statusAnswer: "\(count) OCSP"
            case .timeStamp: language.say("\(count) dấu thời gian", "\(count) time stamps")
            }
        }.joined(separator: ", ")
    }

    /// How a state is coloured; what it means is always said in words as well.
    private static func tone(_ outcome: SignatureVerdict.Outcome?) -> String {
        switch outcome {
        case .valid: "good"
        case .validWithWeakDigest, .changedAfterwards, .notVerifiable, nil: "warn"
        case .broken: "bad"
        }
    }
}
