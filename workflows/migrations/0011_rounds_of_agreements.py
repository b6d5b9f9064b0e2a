from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.together import together

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_administration"),
        ("agreements", "0009_round_clocks"),
        ("cases", "0005_centre_meetings"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("workflows", "0007_late_replies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementReviewProcess",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("workflows.process",),
        ),
        migrations.AddField(
            model_name="deadline",
            name="round",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.round"
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="round_centre",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.roundcentre",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="told_when_late",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.assignment",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.round",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="round_centre",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.roundcentre",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="to_assignment",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.assignment",
            ),
        ),
        migrations.AddField(
            model_name="process",
            name="round",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.round"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="round",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.round"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="round_centre",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.roundcentre"
            ),
        ),
        migrations.AddField(
            model_name="workitem",
            name="assignment",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.assignment",
            ),
        ),
        migrations.AddField(
            model_name="workitem",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.round",
            ),
        ),
        migrations.AddField(
            model_name="workitem",
            name="round_centre",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.roundcentre",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="step",
            field=models.CharField(
                choices=[
                    ("obtain_consent", "Ask for consent"),
                    ("prepare", "Prepare the meeting"),
                    ("reply", "Reply to the summons"),
                    ("meet", "Hold the meeting"),
                    ("write_plan", "Write the plan"),
                    ("confirm", "Confirm your unit's interventions"),
                    ("follow_up", "Follow up the plan"),
                    ("collect", "Collect the answers"),
                    ("answer", "Answer the round"),
                    ("check", "Check the answers"),
                    ("compile", "Compile the figures"),
                    ("assess", "Assess the clauses"),
                    ("adopt", "Adopt the report"),
                    ("plan_measures", "Write the action plan"),
                    ("follow_up_measures", "Follow up the action plan"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.careunit",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="step",
            field=models.CharField(
                blank=True,
                choices=[
                    ("obtain_consent", "Ask for consent"),
                    ("prepare", "Prepare the meeting"),
                    ("reply", "Reply to the summons"),
                    ("meet", "Hold the meeting"),
                    ("write_plan", "Write the plan"),
                    ("confirm", "Confirm your unit's interventions"),
                    ("follow_up", "Follow up the plan"),
                    ("collect", "Collect the answers"),
                    ("answer", "Answer the round"),
                    ("check", "Check the answers"),
                    ("compile", "Compile the figures"),
                    ("assess", "Assess the clauses"),
                    ("adopt", "Adopt the report"),
                    ("plan_measures", "Write the action plan"),
                    ("follow_up_measures", "Follow up the action plan"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="to_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.careunit",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.careunit",
            ),
        ),
        migrations.AlterField(
            model_name="process",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="case",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.case",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not done yet"),
                    ("given", "Consent given"),
                    ("refused", "Consent refused"),
                    ("prepared", "The meeting is prepared"),
                    ("replied", "Replied"),
                    ("held", "The meeting was held"),
                    ("written", "The plan is written"),
                    ("confirmed", "Confirmed"),
                    ("declined", "Cannot be done as written"),
                    ("continue", "The plan goes on"),
                    ("revise", "The plan is changed"),
                    ("close", "The plan ends"),
                    ("collected", "The answers have been collected"),
                    ("answered", "Answered"),
                    ("checked", "The answers hold"),
                    ("sent_back", "Sent back with a question"),
                    ("compiled", "Compiled"),
                    ("assessed", "Assessed"),
                    ("adopted", "Adopted"),
                    ("planned", "The action plan is written"),
                    ("followed_up", "The action plan is followed up"),
                    ("consent_withdrawn", "No longer needed: the consent was withdrawn"),
                    ("unit_left", "No longer needed: the unit left the case"),
                    ("plan_changed", "No longer needed: the plan is written anew"),
                    ("case_closed", "No longer needed: the case was closed"),
                    ("meeting_moved", "Asked again: the meeting was moved"),
                    ("meeting_cancelled", "No longer needed: the meeting was cancelled"),
                    ("not_waited_for", "No longer waited for: the round was closed"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="step",
            field=models.CharField(
                choices=[
                    ("obtain_consent", "Ask for consent"),
                    ("prepare", "Prepare the meeting"),
                    ("reply", "Reply to the summons"),
                    ("meet", "Hold the meeting"),
                    ("write_plan", "Write the plan"),
                    ("confirm", "Confirm your unit's interventions"),
                    ("follow_up", "Follow up the plan"),
                    ("collect", "Collect the answers"),
                    ("answer", "Answer the round"),
                    ("check", "Check the answers"),
                    ("compile", "Compile the figures"),
                    ("assess", "Assess the clauses"),
                    ("adopt", "Adopt the report"),
                    ("plan_measures", "Write the action plan"),
                    ("follow_up_measures", "Follow up the action plan"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.careunit",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("seen_at", None), ("to_assignment__isnull", False)),
                fields=["to_assignment", "-created_at"],
                name="notice_unseen_of_rounds",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("assignment__isnull", False), ("is_open", True)),
                fields=["assignment", "due_at", "task"],
                name="work_of_rounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("round", None)),
                    models.Q(("case", None), ("round__isnull", False)),
                    _connector="OR",
                ),
                name="deadline_of_case_or_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case", None), ("unit", None)),
                    models.Q(("case__isnull", False), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="deadline_of_a_unit_in_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("round", None)),
                    models.Q(("case", None), ("round__isnull", False)),
                    _connector="OR",
                ),
                name="notice_of_case_or_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("case__isnull", False),
                        ("to_assignment", None),
                        ("to_unit__isnull", False),
                        ("unit__isnull", False),
                    ),
                    models.Q(
                        ("case", None),
                        ("to_assignment__isnull", False),
                        ("to_unit", None),
                        ("to_user", None),
                        ("unit", None),
                    ),
                    _connector="OR",
                ),
                name="told_to_a_unit_or_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("round", None)),
                    models.Q(("case", None), ("round__isnull", False)),
                    _connector="OR",
                ),
                name="process_of_case_or_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="process",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished", None)),
                fields=("round", "flow_class"),
                name="one_open_process_per_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("round", None)),
                    models.Q(("case", None), ("round__isnull", False)),
                    _connector="OR",
                ),
                name="task_of_case_or_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("assignment__isnull", False)),
                fields=("task", "assignment"),
                name="one_work_item_per_task_and_assignment",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("round", None)),
                    models.Q(("case", None), ("round__isnull", False)),
                    _connector="OR",
                ),
                name="work_of_case_or_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("assignment", None), ("case__isnull", False), ("round_centre", None), ("unit__isnull", False)
                    ),
                    models.Q(("assignment__isnull", False), ("case", None), ("unit", None)),
                    _connector="OR",
                ),
                name="work_of_unit_or_person",
            ),
        ),
        migrations.RunSQL(
            (SQL / "0011_rounds_of_agreements.sql").read_text(encoding="utf-8"),
            (SQL / "0011_rounds_of_agreements_reverse.sql").read_text(encoding="utf-8"),
            elidable=False,
        ),
    ]
    operations = together(operations)
