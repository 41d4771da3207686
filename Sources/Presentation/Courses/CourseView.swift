import Basics
import Dossiers
import Ledger
import OneStop

/// The course of a case: where it stands, how it came there, what does not fit, what needs approval.
public struct CourseView: View {
    struct Step: Encodable {
        var state: Int
        var stateVi: String
        var occurred: Int64
        var recorded: Int64
        var actor: String
        var source: String
        var paper: String
        var evidence: String
        var event: String
    }

    struct Refused: Encodable {
        var event: String
        var code: String
        var messageVi: String
        var messageEn: String
    }

    var `case`: String
    var state: Nullable<Int>
    var stateVi: Nullable<String>
    var due: Nullable<Int64>
    var dueRestarted: Nullable<Int64>
    var dueSubtracted: Nullable<Int64>
    var dueDoubtful: Bool
    var paused: Bool
    var apology: Bool
    var published: Bool
    var returnNotRecorded: Bool
    var missingComponents: [String]
    var steps: [Step]
    var refused: [Refused]
    var approvals: [ApprovalView]
    var registers: [BookEntryView]

    public init(_ course: CourseOfCase) {
        let (life, standing) = (course.life, course.standing)
        self.case = life.code.rawValue
        state = Nullable(standing.state?.rawValue)
        stateVi = Nullable(standing.state?.vietnamese)
        due = Nullable(standing.due?.milliseconds)
        dueRestarted = Nullable(standing.restarted?.milliseconds)
        dueSubtracted = Nullable(standing.subtracted?.milliseconds)
        (dueDoubtful, paused) = (standing.isDueDoubtful, standing.isPaused)
        (apology, published) = (standing.hasApology, standing.isPublished)
        returnNotRecorded = course.needsRecording
        missingComponents = course.missing.map(\.rawValue)
        steps = life.steps.map { step in
            Step(
                state: step.state.rawValue, stateVi: step.state.vietnamese, occurred: step.occurred.milliseconds,
                recorded: step.recorded.milliseconds, actor: step.event.actor.name, source: step.event.source.rawValue,
                paper: step.event.paper, evidence: step.event.evidence, event: step.event.id.rawValue)
        }
        refused = life.refused.map {
            Refused(
                event: $0.event.rawValue, code: $0.stableCode, messageVi: $0.vietnamese, messageEn: $0.english)
        }
        approvals = course.approvals.map(ApprovalView.init)
        registers = course.entries.map(BookEntryView.init)
    }

    public var text: TextPage {
        var page = TextPage()
        page.line("\(self.case)  \(stateVi.value ?? "chưa có bước nào")\(paused ? " (đang dừng tính thời hạn)" : "")")
        if let due = due.value {
            page.line("Hẹn trả: \(Self.time(due))\(dueDoubtful ? " (chưa có lịch làm việc của năm)" : "")")
        }
        if let first = dueRestarted.value, let second = dueSubtracted.value, first != second {
            page.line("  tính lại từ đầu sau bổ sung: \(Self.time(first)); trừ thời gian chờ: \(Self.time(second))")
        }
        page.table(
            steps.map {
                [Self.time($0.occurred), $0.stateVi, $0.actor, $0.source, $0.paper, "ghi \(Self.time($0.recorded))"]
            },
            indent: 2)
        for refusal in refused { page.line("!  \(refusal.event) [\(refusal.code)] \(refusal.messageVi)") }
        if returnNotRecorded { page.line("!  Bưu chính đã phát kết quả, hồ sơ chưa ghi nhận đã trả.") }
        if !missingComponents.isEmpty {
            page.line("!  Thiếu thành phần phải số hóa: \(missingComponents.joined(separator: ", "))")
        }
        if !approvals.isEmpty { page += approvals.text }
        if !registers.isEmpty { page += registers.text }
        return page
    }

    private static func time(_ milliseconds: Int64) -> String { LocalTime.text(Instant(milliseconds: milliseconds)) }
}
