import uuid
from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
import viewflow.workflow.fields
import viewflow.workflow.token
from django.conf import settings
from django.db import migrations, models

from accounts.together import together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("agreements", "0002_start_clocks"),
        ("cases", "0002_start_values"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoordinatedPlanProcess",
            fields=[
                ("flow_class", viewflow.workflow.fields.FlowReferenceField(max_length=250, verbose_name="Flow")),
                (
                    "status",
                    models.CharField(
                        choices=[("CANCELED", "Canceled"), ("DONE", "Done"), ("NEW", "New")],
                        default="NEW",
                        max_length=50,
                        verbose_name="Status",
                    ),
                ),
                ("created", models.DateTimeField(default=django.utils.timezone.now, verbose_name="Created")),
                ("finished", models.DateTimeField(blank=True, null=True, verbose_name="Finished")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("obtain_consent", "Ask for consent"),
                            ("prepare", "Prepare the meeting"),
                            ("reply", "Reply to the summons"),
                            ("meet", "Hold the meeting"),
                            ("write_plan", "Write the plan"),
                            ("confirm", "Confirm your unit's interventions"),
                            ("follow_up", "Follow up the plan"),
                        ],
                        max_length=24,
                    ),
                ),
                ("clock_key", models.SlugField(db_index=False, max_length=60)),
                ("started_at", models.DateTimeField()),
                ("first_due_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("near_at", models.DateTimeField()),
                ("remind_at", models.DateTimeField()),
                ("paused_until", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "clock",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.clock",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DeadlineMove",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("from_due_at", models.DateTimeField()),
                ("to_due_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="workflows.deadline"
                    ),
                ),
                (
                    "from_clock",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.clock",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.assignment",
                    ),
                ),
                (
                    "to_clock",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.clock",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeadlinePause",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("family_thinks", "The family wants to think"),
                            ("family_away", "The family is away"),
                            ("family_ill", "Illness in the family"),
                            ("interpreter", "Waiting for an interpreter"),
                            ("other_party", "Waiting for somebody outside Samplan"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="workflows.deadline"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.assignment",
                    ),
                ),
                (
                    "paused_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.assignment",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                ("data", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.assignment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("flow_task", viewflow.workflow.fields.TaskReferenceField(max_length=255, verbose_name="Task")),
                ("flow_task_type", models.CharField(max_length=50, verbose_name="Type")),
                ("started", models.DateTimeField(blank=True, null=True, verbose_name="Started")),
                ("finished", models.DateTimeField(blank=True, null=True, verbose_name="Finished")),
                (
                    "token",
                    viewflow.workflow.fields.TokenField(
                        default=viewflow.workflow.token.Token("start"), max_length=150, verbose_name="Token"
                    ),
                ),
                ("owner_permission_obj_pk", models.CharField(blank=True, max_length=255, null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ASSIGNED", "Assigned"),
                            ("CANCELED", "Canceled"),
                            ("DONE", "Done"),
                            ("ERROR", "Error"),
                            ("NEW", "New"),
                            ("REVIVED", "Revived"),
                            ("SCHEDULED", "Scheduled"),
                            ("STARTED", "Started"),
                        ],
                        default="NEW",
                        max_length=10,
                    ),
                ),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "outcome",
                    models.CharField(
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
                            ("consent_withdrawn", "No longer needed: the consent was withdrawn"),
                            ("unit_left", "No longer needed: the unit left the case"),
                            ("plan_changed", "No longer needed: the plan is written anew"),
                            ("case_closed", "No longer needed: the case was closed"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.assignment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner_permission_content_type",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "previous",
                    models.ManyToManyField(related_name="leading", to="workflows.task", verbose_name="Previous"),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="workflows.coordinatedplanprocess"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remind", "Soon due"),
                            ("escalate", "Late"),
                            ("withdrawn", "No longer needed"),
                            ("need_stated", "A colleague stated a need and opened the case"),
                            ("handed_over", "Handed over"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("obtain_consent", "Ask for consent"),
                            ("prepare", "Prepare the meeting"),
                            ("reply", "Reply to the summons"),
                            ("meet", "Hold the meeting"),
                            ("write_plan", "Write the plan"),
                            ("confirm", "Confirm your unit's interventions"),
                            ("follow_up", "Follow up the plan"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "to_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("social_worker", "Social worker"),
                            ("child_health_nurse", "Child-health nurse"),
                            ("midwife", "Midwife"),
                            ("preschool_teacher", "Preschool teacher"),
                            ("addiction_counsellor", "Addiction counsellor"),
                            ("unit_manager", "Unit manager"),
                            ("centre_coordinator", "Centre coordinator"),
                            ("compliance_auditor", "Compliance auditor"),
                            ("log_reviewer", "Log reviewer"),
                            ("system_administrator", "System administrator"),
                        ],
                        max_length=24,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
                (
                    "to_user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="workflows.task"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="deadline",
            name="task",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="deadlines", to="workflows.task"
            ),
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("obtain_consent", "Ask for consent"),
                            ("prepare", "Prepare the meeting"),
                            ("reply", "Reply to the summons"),
                            ("meet", "Hold the meeting"),
                            ("write_plan", "Write the plan"),
                            ("confirm", "Confirm your unit's interventions"),
                            ("follow_up", "Follow up the plan"),
                        ],
                        max_length=24,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField()),
                ("near_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField(null=True)),
                ("is_open", models.BooleanField(default=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("paused_until", models.DateTimeField(null=True)),
                (
                    "pause_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("family_thinks", "The family wants to think"),
                            ("family_away", "The family is away"),
                            ("family_ill", "Illness in the family"),
                            ("interpreter", "Waiting for an interpreter"),
                            ("other_party", "Waiting for somebody outside Samplan"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="work_items", to="workflows.task"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.careunit",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="coordinatedplanprocess",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished", None)), fields=("case",), name="one_plan_process_per_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadlinepause",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gte", models.F("begun_at"))), name="pause_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("assignment", "key"), name="one_draft_per_form"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["case", "created"], name="task_by_case"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("seen_at", None)), fields=["to_unit", "-created_at"], name="notice_unseen"
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("reminded_at", None)),
                fields=["remind_at"],
                name="deadline_to_remind",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("escalated_at", None)),
                fields=["due_at"],
                name="deadline_to_escalate",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("task",), name="one_running_deadline_per_task"
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(("remind_at__lte", models.F("due_at"))), name="reminded_before_due"
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["unit", "due_at", "task"],
                include=("case", "step", "taken_by", "near_at"),
                name="work_by_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["due_at", "task", "unit"],
                include=("case", "step", "taken_by", "near_at"),
                name="work_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(condition=models.Q(("is_open", False)), fields=["opens_at"], name="work_asleep"),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.UniqueConstraint(fields=("task", "unit"), name="one_work_item_per_task_and_unit"),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_open", True), ("opens_at__isnull", False), _connector="OR"),
                name="sleeping_work_wakes",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_at", None), ("taken_by", None)),
                    models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                    _connector="OR",
                ),
                name="taken_work_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="workitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pause_reason", ""), ("paused_until", None)),
                    models.Q(("paused_until__isnull", False), models.Q(("pause_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="paused_work_has_a_reason",
            ),
        ),
        migrations.RunSQL(
            (Path(__file__).parent / "sql" / "0001_policies.sql").read_text(encoding="utf-8"), elidable=False
        ),
    ]
    operations = together(operations)
