using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_appointment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    session = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    to = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    doctor = table.Column<string>(type: "TEXT", nullable: false),
                    room = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<Guid>(type: "TEXT", nullable: false),
                    booked_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    selling = table.Column<string>(type: "TEXT", nullable: false),
                    rank = table.Column<string>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    person_detail = table.Column<string>(type: "TEXT", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: true),
                    course = table.Column<Guid>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    last_reason = table.Column<string>(type: "TEXT", nullable: true),
                    refused_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_appointment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_bed",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    ward = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    room = table.Column<string>(type: "TEXT", nullable: false),
                    sex = table.Column<string>(type: "TEXT", nullable: false),
                    isolation = table.Column<bool>(type: "INTEGER", nullable: false),
                    blocked_for = table.Column<string>(type: "TEXT", nullable: true),
                    lost = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_bed", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_bed_stay",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    ward = table.Column<Guid>(type: "TEXT", nullable: false),
                    ward_name = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<Guid>(type: "TEXT", nullable: false),
                    with = table.Column<string>(type: "TEXT", nullable: false),
                    day_case = table.Column<bool>(type: "INTEGER", nullable: false),
                    bed = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    person_detail = table.Column<string>(type: "TEXT", nullable: false),
                    sex = table.Column<string>(type: "TEXT", nullable: false),
                    isolation = table.Column<bool>(type: "INTEGER", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: true),
                    course = table.Column<Guid>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    selling = table.Column<string>(type: "TEXT", nullable: false),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    held_until = table.Column<long>(type: "INTEGER", nullable: true),
                    next = table.Column<Guid>(type: "TEXT", nullable: true),
                    refused_at = table.Column<long>(type: "INTEGER", nullable: true),
                    encounter = table.Column<Guid>(type: "TEXT", nullable: true),
                    came_at = table.Column<long>(type: "INTEGER", nullable: true),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true),
                    diagnoses = table.Column<string>(type: "TEXT", nullable: false),
                    last_reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_bed_stay", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_breach",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    pool = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<Guid>(type: "TEXT", nullable: false),
                    at_name = table.Column<string>(type: "TEXT", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    href = table.Column<string>(type: "TEXT", nullable: false),
                    missing = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_breach", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_clinic",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    doctor = table.Column<string>(type: "TEXT", nullable: false),
                    with = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    room = table.Column<string>(type: "TEXT", nullable: true),
                    selling = table.Column<string>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    week = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_clinic", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    clinic = table.Column<Guid>(type: "TEXT", nullable: false),
                    clinic_code = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    doctor = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    room = table.Column<string>(type: "TEXT", nullable: true),
                    selling = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_wait",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    line = table.Column<Guid>(type: "TEXT", nullable: false),
                    for_bed = table.Column<bool>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    person_detail = table.Column<string>(type: "TEXT", nullable: false),
                    sex = table.Column<string>(type: "TEXT", nullable: false),
                    isolation = table.Column<bool>(type: "INTEGER", nullable: false),
                    rank = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    unit = table.Column<Guid>(type: "TEXT", nullable: true),
                    pool = table.Column<Guid>(type: "TEXT", nullable: true),
                    offered = table.Column<string>(type: "TEXT", nullable: true),
                    held_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_wait", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_ward",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    with = table.Column<string>(type: "TEXT", nullable: false),
                    selling = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_ward", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "consents_consent",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    guardian = table.Column<Guid>(type: "TEXT", nullable: true),
                    noted_at = table.Column<Guid>(type: "TEXT", nullable: true),
                    noted_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    evidence = table.Column<string>(type: "TEXT", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents_consent", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_quality_examination",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    facts = table.Column<long>(type: "INTEGER", nullable: false),
                    judged = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_quality_examination", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_quality_finding",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    check = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    asked = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    cause = table.Column<string>(type: "TEXT", nullable: true),
                    explanation = table.Column<string>(type: "TEXT", nullable: true),
                    explained_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_quality_finding", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_quality_measure",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    check = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<double>(type: "REAL", nullable: true),
                    words = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_quality_measure", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_round",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    involved = table.Column<string>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    computed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    computed_by = table.Column<string>(type: "TEXT", nullable: false),
                    closed_months = table.Column<int>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_round", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_scoresheet",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    round = table.Column<Guid>(type: "TEXT", nullable: false),
                    scheme = table.Column<string>(type: "TEXT", nullable: false),
                    scheme_name = table.Column<string>(type: "TEXT", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    self_check = table.Column<string>(type: "TEXT", nullable: true),
                    self_check_by = table.Column<string>(type: "TEXT", nullable: true),
                    appeal = table.Column<string>(type: "TEXT", nullable: true),
                    appeal_by = table.Column<string>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answer_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_scoresheet", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "health_record_correction",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    document = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    person_detail = table.Column<string>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    wrong = table.Column<string>(type: "TEXT", nullable: false),
                    right = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answered_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_record_correction", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_code_map",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    system = table.Column<string>(type: "TEXT", nullable: false),
                    standard = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_code_map", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_failed_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    application = table.Column<string>(type: "TEXT", nullable: false),
                    control_id = table.Column<string>(type: "TEXT", nullable: false),
                    trigger = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    where = table.Column<string>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_failed_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_message_source",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    application = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    mapped = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_message_source", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_number_join",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    gone_index = table.Column<string>(type: "TEXT", nullable: false),
                    stays_index = table.Column<string>(type: "TEXT", nullable: false),
                    numbers = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_number_join", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "hl7_taken_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<Guid>(type: "TEXT", nullable: false),
                    control_id = table.Column<string>(type: "TEXT", nullable: false),
                    trigger = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hl7_taken_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "intake_intake_batch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    file = table.Column<Guid>(type: "TEXT", nullable: true),
                    returned = table.Column<Guid>(type: "TEXT", nullable: true),
                    counts = table.Column<string>(type: "TEXT", nullable: false),
                    sample = table.Column<byte[]>(type: "BLOB", nullable: false),
                    registered = table.Column<int>(type: "INTEGER", nullable: false),
                    taken_back = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intake_intake_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "interop_record_export",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    types = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: true),
                    for_research = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interop_record_export", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_act",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<Guid>(type: "TEXT", nullable: true),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    agent = table.Column<string>(type: "TEXT", nullable: true),
                    use_case = table.Column<string>(type: "TEXT", nullable: false),
                    entity = table.Column<string>(type: "TEXT", nullable: true),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    move = table.Column<string>(type: "TEXT", nullable: true),
                    reason_code = table.Column<string>(type: "TEXT", nullable: true),
                    purpose = table.Column<string>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    matter = table.Column<Guid>(type: "TEXT", nullable: true),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: true),
                    trace_id = table.Column<string>(type: "TEXT", nullable: true),
                    changes = table.Column<string>(type: "TEXT", nullable: false),
                    mac = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_act", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_blob_piece",
                columns: table => new
                {
                    blob_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_blob_piece", x => new { x.blob_id, x.no });
                });

            migrationBuilder.CreateTable(
                name: "kernel_block",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    members = table.Column<byte[]>(type: "BLOB", nullable: false),
                    chain = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_block", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_blueprint_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_blueprint_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_counter",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_counter", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "kernel_delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    news = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    subscriber = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    published_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_delivery", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_document",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_document", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_document_mark",
                columns: table => new
                {
                    document = table.Column<Guid>(type: "TEXT", nullable: false),
                    matters = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_document_mark", x => x.document);
                });

            migrationBuilder.CreateTable(
                name: "kernel_document_version",
                columns: table => new
                {
                    document = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_document_version", x => new { x.document, x.number });
                });

            migrationBuilder.CreateTable(
                name: "kernel_draft",
                columns: table => new
                {
                    account = table.Column<Guid>(type: "TEXT", nullable: false),
                    page = table.Column<string>(type: "TEXT", nullable: false),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_draft", x => new { x.account, x.page, x.form });
                });

            migrationBuilder.CreateTable(
                name: "kernel_fact",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    sign = table.Column<int>(type: "INTEGER", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    happened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    word1 = table.Column<string>(type: "TEXT", nullable: true),
                    word2 = table.Column<string>(type: "TEXT", nullable: true),
                    word3 = table.Column<string>(type: "TEXT", nullable: true),
                    word4 = table.Column<string>(type: "TEXT", nullable: true),
                    word5 = table.Column<string>(type: "TEXT", nullable: true),
                    number1 = table.Column<long>(type: "INTEGER", nullable: true),
                    number2 = table.Column<long>(type: "INTEGER", nullable: true),
                    number3 = table.Column<long>(type: "INTEGER", nullable: true),
                    number4 = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_fact", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_kept_outcome",
                columns: table => new
                {
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    use_case = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    input_hash = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_kept_outcome", x => new { x.actor, x.use_case, x.key });
                });

            migrationBuilder.CreateTable(
                name: "kernel_pool",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    line = table.Column<Guid>(type: "TEXT", nullable: false),
                    share = table.Column<string>(type: "TEXT", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    missing = table.Column<int>(type: "INTEGER", nullable: false),
                    opens_at = table.Column<long>(type: "INTEGER", nullable: false),
                    release_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_pool", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_pool_unit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    pool = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kept = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    taker = table.Column<Guid>(type: "TEXT", nullable: true),
                    entitled = table.Column<bool>(type: "INTEGER", nullable: false),
                    held_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_pool_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_search_row",
                columns: table => new
                {
                    document = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    field = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: true),
                    low = table.Column<double>(type: "REAL", nullable: true),
                    high = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_search_row", x => new { x.document, x.number });
                });

            migrationBuilder.CreateTable(
                name: "kernel_setting",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_setting", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "kernel_shown",
                columns: table => new
                {
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    span = table.Column<long>(type: "INTEGER", nullable: false),
                    persons = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_shown", x => new { x.who, x.span });
                });

            migrationBuilder.CreateTable(
                name: "kernel_unsealed_act",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_unsealed_act", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_waiting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<Guid>(type: "TEXT", nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    entitled = table.Column<bool>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    offer_hours = table.Column<double>(type: "REAL", nullable: false),
                    open = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_waiting", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_work_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    flow = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    duty = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    asks = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    person_detail = table.Column<string>(type: "TEXT", nullable: false),
                    fact = table.Column<string>(type: "TEXT", nullable: false),
                    href = table.Column<string>(type: "TEXT", nullable: false),
                    urgency = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: true),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    limit_words = table.Column<string>(type: "TEXT", nullable: true),
                    escalated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    open = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kernel_work_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    record = table.Column<Guid>(type: "TEXT", nullable: false),
                    move = table.Column<string>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_exclusion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    record = table.Column<Guid>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_exclusion", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_likeness",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    earlier = table.Column<Guid>(type: "TEXT", nullable: false),
                    later = table.Column<Guid>(type: "TEXT", nullable: false),
                    earlier_code = table.Column<string>(type: "TEXT", nullable: false),
                    later_code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    percent = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_likeness", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "master_index_source_identifier",
                columns: table => new
                {
                    record = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_source_identifier", x => new { x.record, x.kind, x.value });
                });

            migrationBuilder.CreateTable(
                name: "master_index_source_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<Guid>(type: "TEXT", nullable: false),
                    system = table.Column<string>(type: "TEXT", nullable: false),
                    number_index = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: true),
                    decided = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_index_source_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "monitoring_indicator_edition",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    published_by = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_monitoring_indicator_edition", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "monitoring_month_closing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    figures = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    block = table.Column<long>(type: "INTEGER", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_monitoring_month_closing", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "monitoring_target_risk",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    indicator = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    place_name = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    months = table.Column<int>(type: "INTEGER", nullable: false),
                    said = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answered_by = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_monitoring_target_risk", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    login = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    home = table.Column<Guid>(type: "TEXT", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    totp_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    totp_step = table.Column<long>(type: "INTEGER", nullable: false),
                    disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    invitation_hash = table.Column<string>(type: "TEXT", nullable: true),
                    invitation_until = table.Column<long>(type: "INTEGER", nullable: true),
                    rights_changed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_agreement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    between = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    file = table.Column<Guid>(type: "TEXT", nullable: true),
                    renews = table.Column<Guid>(type: "TEXT", nullable: true),
                    renewed_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    ended_for = table.Column<string>(type: "TEXT", nullable: true),
                    warned_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_agreement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_alert",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<Guid>(type: "TEXT", nullable: false),
                    at_name = table.Column<string>(type: "TEXT", nullable: false),
                    use_case = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    opened = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    finding = table.Column<string>(type: "TEXT", nullable: true),
                    reviewed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_api_token",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    permissions = table.Column<string>(type: "TEXT", nullable: false),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_api_token", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_approval",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    joining = table.Column<Guid>(type: "TEXT", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    applicant = table.Column<string>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_approval", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_import_return",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    account = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    file = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_import_return", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_institution",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    short_name = table.Column<string>(type: "TEXT", nullable: false),
                    second_name = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    parent = table.Column<Guid>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    departments = table.Column<string>(type: "TEXT", nullable: false),
                    nature = table.Column<string>(type: "TEXT", nullable: false),
                    legal_person = table.Column<string>(type: "TEXT", nullable: true),
                    staff_identity = table.Column<string>(type: "TEXT", nullable: true),
                    funding = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_institution", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_joining",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    applicant = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    consortium = table.Column<string>(type: "TEXT", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: true),
                    lead = table.Column<Guid>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    involved = table.Column<string>(type: "TEXT", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    given = table.Column<int>(type: "INTEGER", nullable: false),
                    ended_for = table.Column<string>(type: "TEXT", nullable: true),
                    agreement = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_joining", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_membership",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    consortium = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: true),
                    specialties = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ended_for = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_membership", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_passkey",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    account = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    credential_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    info = table.Column<string>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    removed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_passkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_plan_proposal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    changes = table.Column<int>(type: "INTEGER", nullable: false),
                    proposed_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    proposed_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_plan_proposal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_post",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    account = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    roles = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_post", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    token_hash = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<Guid>(type: "TEXT", nullable: false),
                    post = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organization_sign_in_lock",
                columns: table => new
                {
                    login = table.Column<string>(type: "TEXT", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    first_at = table.Column<long>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_sign_in_lock", x => x.login);
                });

            migrationBuilder.CreateTable(
                name: "referral_advice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<Guid>(type: "TEXT", nullable: false),
                    to = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    person_detail = table.Column<string>(type: "TEXT", nullable: false),
                    course = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit = table.Column<Guid>(type: "TEXT", nullable: true),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    signs = table.Column<string>(type: "TEXT", nullable: false),
                    question = table.Column<string>(type: "TEXT", nullable: false),
                    asked_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reply = table.Column<string>(type: "TEXT", nullable: true),
                    suggests = table.Column<string>(type: "TEXT", nullable: true),
                    replied_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_advice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "referral_attachment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    referral = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    blob = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_attachment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "referral_referral",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    direction = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    priority = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<Guid>(type: "TEXT", nullable: false),
                    to = table.Column<Guid>(type: "TEXT", nullable: false),
                    bond = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    wished_slot = table.Column<Guid>(type: "TEXT", nullable: true),
                    at_office = table.Column<bool>(type: "INTEGER", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    person_detail = table.Column<string>(type: "TEXT", nullable: false),
                    course = table.Column<Guid>(type: "TEXT", nullable: false),
                    follows = table.Column<Guid>(type: "TEXT", nullable: true),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    picture = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: true),
                    last_reason = table.Column<string>(type: "TEXT", nullable: true),
                    stay = table.Column<Guid>(type: "TEXT", nullable: true),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    conclusion = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_referral_referral", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reporting_consortium_report",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    sender = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    closing = table.Column<string>(type: "TEXT", nullable: false),
                    block = table.Column<long>(type: "INTEGER", nullable: false),
                    restated = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    standing = table.Column<string>(type: "TEXT", nullable: false),
                    replaces = table.Column<Guid>(type: "TEXT", nullable: true),
                    indicators = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reporting_consortium_report", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reporting_report_sender",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    token_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reporting_report_sender", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_agency",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    principal = table.Column<Guid>(type: "TEXT", nullable: false),
                    agent = table.Column<Guid>(type: "TEXT", nullable: false),
                    proof = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    registered_at = table.Column<Guid>(type: "TEXT", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_agency", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_care_relation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_care_relation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_encounter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    onward = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    course = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    doctor = table.Column<Guid>(type: "TEXT", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    village = table.Column<string>(type: "TEXT", nullable: true),
                    diagnoses = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_encounter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_merge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    stays = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<long>(type: "INTEGER", nullable: false),
                    blueprint = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    office = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_merge", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    phone = table.Column<byte[]>(type: "BLOB", nullable: false),
                    text = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_resident",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    health_code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    given_name = table.Column<string>(type: "TEXT", nullable: false),
                    pinyin = table.Column<string>(type: "TEXT", nullable: false),
                    initials = table.Column<string>(type: "TEXT", nullable: false),
                    sex = table.Column<string>(type: "TEXT", nullable: false),
                    birth_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    identity = table.Column<byte[]>(type: "BLOB", nullable: false),
                    identity_index = table.Column<string>(type: "TEXT", nullable: false),
                    identity_tail4 = table.Column<string>(type: "TEXT", nullable: false),
                    identity_tail6 = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<byte[]>(type: "BLOB", nullable: true),
                    phone_index = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    allergy = table.Column<string>(type: "TEXT", nullable: true),
                    signed_team = table.Column<string>(type: "TEXT", nullable: true),
                    signed_at = table.Column<Guid>(type: "TEXT", nullable: true),
                    signed_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    signed_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    batch = table.Column<Guid>(type: "TEXT", nullable: true),
                    taken_back_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_resident", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_resident_account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    code_hash = table.Column<string>(type: "TEXT", nullable: true),
                    code_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_resident_account", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_resident_session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    token_hash = table.Column<string>(type: "TEXT", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_resident_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_sensitive_access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    resident = table.Column<Guid>(type: "TEXT", nullable: false),
                    institution = table.Column<Guid>(type: "TEXT", nullable: false),
                    account = table.Column<Guid>(type: "TEXT", nullable: true),
                    matter = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_sensitive_access", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "residents_visit_note",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    complaint = table.Column<string>(type: "TEXT", nullable: false),
                    systolic = table.Column<int>(type: "INTEGER", nullable: true),
                    diastolic = table.Column<int>(type: "INTEGER", nullable: true),
                    glucose = table.Column<decimal>(type: "TEXT", nullable: true),
                    temperature = table.Column<decimal>(type: "TEXT", nullable: true),
                    diagnosis_code = table.Column<string>(type: "TEXT", nullable: false),
                    diagnosis_name = table.Column<string>(type: "TEXT", nullable: false),
                    next = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residents_visit_note", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_from_starts_at",
                table: "access_appointment",
                columns: new[] { "from", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_from_state_person",
                table: "access_appointment",
                columns: new[] { "from", "state", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_from_state_starts_at",
                table: "access_appointment",
                columns: new[] { "from", "state", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_matter",
                table: "access_appointment",
                column: "matter");

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_number",
                table: "access_appointment",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_resident_session",
                table: "access_appointment",
                columns: new[] { "resident", "session" },
                unique: true,
                filter: "state IN ('Confirming', 'Booked')");

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_resident_starts_at",
                table: "access_appointment",
                columns: new[] { "resident", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_session_no",
                table: "access_appointment",
                columns: new[] { "session", "no" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_to_starts_at",
                table: "access_appointment",
                columns: new[] { "to", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_to_state_person",
                table: "access_appointment",
                columns: new[] { "to", "state", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_to_state_starts_at",
                table: "access_appointment",
                columns: new[] { "to", "state", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_bed_ward_no",
                table: "access_bed",
                columns: new[] { "ward", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_access_bed_stay_matter",
                table: "access_bed_stay",
                column: "matter");

            migrationBuilder.CreateIndex(
                name: "ix_access_bed_stay_resident",
                table: "access_bed_stay",
                column: "resident",
                unique: true,
                filter: "state = 'In'");

            migrationBuilder.CreateIndex(
                name: "ix_access_bed_stay_resident_ward",
                table: "access_bed_stay",
                columns: new[] { "resident", "ward" },
                unique: true,
                filter: "state IN ('Held', 'Confirming')");

            migrationBuilder.CreateIndex(
                name: "ix_access_bed_stay_ward_state",
                table: "access_bed_stay",
                columns: new[] { "ward", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_access_breach_pool",
                table: "access_breach",
                column: "pool");

            migrationBuilder.CreateIndex(
                name: "ix_access_clinic_institution",
                table: "access_clinic",
                column: "institution");

            migrationBuilder.CreateIndex(
                name: "ix_access_session_clinic_starts_at",
                table: "access_session",
                columns: new[] { "clinic", "starts_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_access_session_department_starts_at",
                table: "access_session",
                columns: new[] { "department", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_session_institution_starts_at",
                table: "access_session",
                columns: new[] { "institution", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_wait_line_state",
                table: "access_wait",
                columns: new[] { "line", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_access_ward_code",
                table: "access_ward",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consents_consent_purpose_state",
                table: "consents_consent",
                columns: new[] { "purpose", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_consents_consent_resident_purpose",
                table: "consents_consent",
                columns: new[] { "resident", "purpose" });

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_examination_day",
                table: "data_quality_examination",
                column: "day",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_finding_check_institution_subject_period",
                table: "data_quality_finding",
                columns: new[] { "check", "institution", "subject", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_finding_state",
                table: "data_quality_finding",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_measure_check_institution_subject_period",
                table: "data_quality_measure",
                columns: new[] { "check", "institution", "subject", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_data_quality_measure_institution_period",
                table: "data_quality_measure",
                columns: new[] { "institution", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_round_scheme_period",
                table: "evaluation_round",
                columns: new[] { "scheme", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_scoresheet_round",
                table: "evaluation_scoresheet",
                column: "round");

            migrationBuilder.CreateIndex(
                name: "ix_health_record_correction_document_id",
                table: "health_record_correction",
                columns: new[] { "document", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_health_record_correction_resident_id",
                table: "health_record_correction",
                columns: new[] { "resident", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hl7_code_map_source_code",
                table: "hl7_code_map",
                columns: new[] { "source", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7_failed_message_institution_digest",
                table: "hl7_failed_message",
                columns: new[] { "institution", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7_failed_message_institution_state_id",
                table: "hl7_failed_message",
                columns: new[] { "institution", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_hl7_message_source_institution_application",
                table: "hl7_message_source",
                columns: new[] { "institution", "application" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7_number_join_source_gone_index",
                table: "hl7_number_join",
                columns: new[] { "source", "gone_index" });

            migrationBuilder.CreateIndex(
                name: "ix_hl7_taken_message_source_control_id",
                table: "hl7_taken_message",
                columns: new[] { "source", "control_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hl7_taken_message_source_id",
                table: "hl7_taken_message",
                columns: new[] { "source", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_intake_intake_batch_institution_id",
                table: "intake_intake_batch",
                columns: new[] { "institution", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_act_at_id",
                table: "kernel_act",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_act_entity_id",
                table: "kernel_act",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_act_matter_at",
                table: "kernel_act",
                columns: new[] { "matter", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_act_subject_at",
                table: "kernel_act",
                columns: new[] { "subject", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_block_at",
                table: "kernel_block",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_blueprint_version_number",
                table: "kernel_blueprint_version",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_delivery_done_at_due_at",
                table: "kernel_delivery",
                columns: new[] { "done_at", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_delivery_subscriber_subject_done_at",
                table: "kernel_delivery",
                columns: new[] { "subscriber", "subject", "done_at" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_subject_id",
                table: "kernel_document",
                columns: new[] { "subject", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_type_at_id",
                table: "kernel_document",
                columns: new[] { "type", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_type_id",
                table: "kernel_document",
                columns: new[] { "type", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_type_name",
                table: "kernel_document",
                columns: new[] { "type", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_document_version_type_at",
                table: "kernel_document_version",
                columns: new[] { "type", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_draft_at",
                table: "kernel_draft",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_fact_kind_day_institution",
                table: "kernel_fact",
                columns: new[] { "kind", "day", "institution" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_fact_kind_reference_revision",
                table: "kernel_fact",
                columns: new[] { "kind", "reference", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_kept_outcome_at",
                table: "kernel_kept_outcome",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_pool_unit_held_until",
                table: "kernel_pool_unit",
                column: "held_until",
                filter: "held_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_pool_unit_pool_number",
                table: "kernel_pool_unit",
                columns: new[] { "pool", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_kernel_pool_unit_taker",
                table: "kernel_pool_unit",
                column: "taker");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_search_row_field_low_document",
                table: "kernel_search_row",
                columns: new[] { "field", "low", "document" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_search_row_field_text_document",
                table: "kernel_search_row",
                columns: new[] { "field", "text", "document" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_waiting_line_open_rank_since",
                table: "kernel_waiting",
                columns: new[] { "line", "open", "rank", "since" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_work_item_due_at",
                table: "kernel_work_item",
                column: "due_at",
                filter: "open");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_work_item_institution_due_at",
                table: "kernel_work_item",
                columns: new[] { "institution", "due_at" },
                filter: "open AND urgency = 'Emergency'");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_work_item_institution_due_at_id",
                table: "kernel_work_item",
                columns: new[] { "institution", "due_at", "id" },
                filter: "open");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_work_item_institution_flow_duty_department",
                table: "kernel_work_item",
                columns: new[] { "institution", "flow", "duty", "department" },
                filter: "open");

            migrationBuilder.CreateIndex(
                name: "ix_master_index_decision_record_id",
                table: "master_index_decision",
                columns: new[] { "record", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_master_index_exclusion_record",
                table: "master_index_exclusion",
                column: "record");

            migrationBuilder.CreateIndex(
                name: "ix_master_index_likeness_earlier_later",
                table: "master_index_likeness",
                columns: new[] { "earlier", "later" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_master_index_likeness_later",
                table: "master_index_likeness",
                column: "later");

            migrationBuilder.CreateIndex(
                name: "ix_master_index_source_identifier_kind_value",
                table: "master_index_source_identifier",
                columns: new[] { "kind", "value" });

            migrationBuilder.CreateIndex(
                name: "ix_master_index_source_record_resident",
                table: "master_index_source_record",
                column: "resident");

            migrationBuilder.CreateIndex(
                name: "ix_master_index_source_record_source_system_number_index",
                table: "master_index_source_record",
                columns: new[] { "source", "system", "number_index" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_master_index_source_record_state_id",
                table: "master_index_source_record",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_monitoring_indicator_edition_state_id",
                table: "monitoring_indicator_edition",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_monitoring_month_closing_month",
                table: "monitoring_month_closing",
                column: "month",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_monitoring_target_risk_indicator_place_year",
                table: "monitoring_target_risk",
                columns: new[] { "indicator", "place", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_account_invitation_hash",
                table: "organization_account",
                column: "invitation_hash");

            migrationBuilder.CreateIndex(
                name: "ix_organization_account_login",
                table: "organization_account",
                column: "login",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_alert_who_state",
                table: "organization_alert",
                columns: new[] { "who", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_organization_api_token_hash",
                table: "organization_api_token",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_api_token_name",
                table: "organization_api_token",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_approval_joining",
                table: "organization_approval",
                column: "joining");

            migrationBuilder.CreateIndex(
                name: "ix_organization_institution_code",
                table: "organization_institution",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_joining_applicant",
                table: "organization_joining",
                column: "applicant");

            migrationBuilder.CreateIndex(
                name: "ix_organization_membership_institution",
                table: "organization_membership",
                column: "institution");

            migrationBuilder.CreateIndex(
                name: "ix_organization_passkey_account",
                table: "organization_passkey",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "ix_organization_passkey_credential_id",
                table: "organization_passkey",
                column: "credential_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_post_account",
                table: "organization_post",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "ix_organization_post_institution",
                table: "organization_post",
                column: "institution");

            migrationBuilder.CreateIndex(
                name: "ix_organization_session_account",
                table: "organization_session",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "ix_organization_session_token_hash",
                table: "organization_session",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organization_sign_in_lock_first_at",
                table: "organization_sign_in_lock",
                column: "first_at");

            migrationBuilder.CreateIndex(
                name: "ix_referral_advice_from",
                table: "referral_advice",
                column: "from");

            migrationBuilder.CreateIndex(
                name: "ix_referral_advice_to",
                table: "referral_advice",
                column: "to");

            migrationBuilder.CreateIndex(
                name: "ix_referral_attachment_referral",
                table: "referral_attachment",
                column: "referral");

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_course",
                table: "referral_referral",
                column: "course");

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_from_requested_at",
                table: "referral_referral",
                columns: new[] { "from", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_from_requested_at_id",
                table: "referral_referral",
                columns: new[] { "from", "requested_at", "id" },
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_from_state_person",
                table: "referral_referral",
                columns: new[] { "from", "state", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_from_state_requested_at",
                table: "referral_referral",
                columns: new[] { "from", "state", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_number",
                table: "referral_referral",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_requested_at_id",
                table: "referral_referral",
                columns: new[] { "requested_at", "id" },
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_resident_requested_at",
                table: "referral_referral",
                columns: new[] { "resident", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_to_requested_at",
                table: "referral_referral",
                columns: new[] { "to", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_to_requested_at_id",
                table: "referral_referral",
                columns: new[] { "to", "requested_at", "id" },
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_to_state_person",
                table: "referral_referral",
                columns: new[] { "to", "state", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_to_state_requested_at",
                table: "referral_referral",
                columns: new[] { "to", "state", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reporting_consortium_report_month_sender_block",
                table: "reporting_consortium_report",
                columns: new[] { "month", "sender", "block" });

            migrationBuilder.CreateIndex(
                name: "ix_reporting_consortium_report_sender_hash",
                table: "reporting_consortium_report",
                columns: new[] { "sender", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reporting_report_sender_code",
                table: "reporting_report_sender",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reporting_report_sender_token_name",
                table: "reporting_report_sender",
                column: "token_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_residents_agency_agent",
                table: "residents_agency",
                column: "agent");

            migrationBuilder.CreateIndex(
                name: "ix_residents_agency_principal",
                table: "residents_agency",
                column: "principal");

            migrationBuilder.CreateIndex(
                name: "ix_residents_care_relation_institution_ended_at",
                table: "residents_care_relation",
                columns: new[] { "institution", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_care_relation_matter",
                table: "residents_care_relation",
                column: "matter");

            migrationBuilder.CreateIndex(
                name: "ix_residents_care_relation_resident_institution",
                table: "residents_care_relation",
                columns: new[] { "resident", "institution" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_encounter_course",
                table: "residents_encounter",
                column: "course");

            migrationBuilder.CreateIndex(
                name: "ix_residents_encounter_resident_opened_at",
                table: "residents_encounter",
                columns: new[] { "resident", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_merge_state_no",
                table: "residents_merge",
                columns: new[] { "state", "no" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_merge_stays_state",
                table: "residents_merge",
                columns: new[] { "stays", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_message_resident",
                table: "residents_message",
                column: "resident");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_batch",
                table: "residents_resident",
                column: "batch");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_birth_date",
                table: "residents_resident",
                column: "birth_date");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_given_name",
                table: "residents_resident",
                column: "given_name");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_health_code",
                table: "residents_resident",
                column: "health_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_identity_index",
                table: "residents_resident",
                column: "identity_index",
                unique: true,
                filter: "taken_back_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_identity_tail4",
                table: "residents_resident",
                column: "identity_tail4");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_identity_tail6",
                table: "residents_resident",
                column: "identity_tail6");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_initials",
                table: "residents_resident",
                column: "initials");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_name",
                table: "residents_resident",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_phone_index",
                table: "residents_resident",
                column: "phone_index");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_pinyin_birth_date",
                table: "residents_resident",
                columns: new[] { "pinyin", "birth_date" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_session_resident",
                table: "residents_resident_session",
                column: "resident");

            migrationBuilder.CreateIndex(
                name: "ix_residents_resident_session_token_hash",
                table: "residents_resident_session",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_residents_sensitive_access_institution_ended_at",
                table: "residents_sensitive_access",
                columns: new[] { "institution", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_residents_sensitive_access_matter",
                table: "residents_sensitive_access",
                column: "matter");

            migrationBuilder.CreateIndex(
                name: "ix_residents_sensitive_access_resident_institution",
                table: "residents_sensitive_access",
                columns: new[] { "resident", "institution" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_appointment");

            migrationBuilder.DropTable(
                name: "access_bed");

            migrationBuilder.DropTable(
                name: "access_bed_stay");

            migrationBuilder.DropTable(
                name: "access_breach");

            migrationBuilder.DropTable(
                name: "access_clinic");

            migrationBuilder.DropTable(
                name: "access_session");

            migrationBuilder.DropTable(
                name: "access_wait");

            migrationBuilder.DropTable(
                name: "access_ward");

            migrationBuilder.DropTable(
                name: "consents_consent");

            migrationBuilder.DropTable(
                name: "data_quality_examination");

            migrationBuilder.DropTable(
                name: "data_quality_finding");

            migrationBuilder.DropTable(
                name: "data_quality_measure");

            migrationBuilder.DropTable(
                name: "evaluation_round");

            migrationBuilder.DropTable(
                name: "evaluation_scoresheet");

            migrationBuilder.DropTable(
                name: "health_record_correction");

            migrationBuilder.DropTable(
                name: "hl7_code_map");

            migrationBuilder.DropTable(
                name: "hl7_failed_message");

            migrationBuilder.DropTable(
                name: "hl7_message_source");

            migrationBuilder.DropTable(
                name: "hl7_number_join");

            migrationBuilder.DropTable(
                name: "hl7_taken_message");

            migrationBuilder.DropTable(
                name: "intake_intake_batch");

            migrationBuilder.DropTable(
                name: "interop_record_export");

            migrationBuilder.DropTable(
                name: "kernel_act");

            migrationBuilder.DropTable(
                name: "kernel_blob_piece");

            migrationBuilder.DropTable(
                name: "kernel_block");

            migrationBuilder.DropTable(
                name: "kernel_blueprint_version");

            migrationBuilder.DropTable(
                name: "kernel_counter");

            migrationBuilder.DropTable(
                name: "kernel_delivery");

            migrationBuilder.DropTable(
                name: "kernel_document");

            migrationBuilder.DropTable(
                name: "kernel_document_mark");

            migrationBuilder.DropTable(
                name: "kernel_document_version");

            migrationBuilder.DropTable(
                name: "kernel_draft");

            migrationBuilder.DropTable(
                name: "kernel_fact");

            migrationBuilder.DropTable(
                name: "kernel_kept_outcome");

            migrationBuilder.DropTable(
                name: "kernel_pool");

            migrationBuilder.DropTable(
                name: "kernel_pool_unit");

            migrationBuilder.DropTable(
                name: "kernel_search_row");

            migrationBuilder.DropTable(
                name: "kernel_setting");

            migrationBuilder.DropTable(
                name: "kernel_shown");

            migrationBuilder.DropTable(
                name: "kernel_unsealed_act");

            migrationBuilder.DropTable(
                name: "kernel_waiting");

            migrationBuilder.DropTable(
                name: "kernel_work_item");

            migrationBuilder.DropTable(
                name: "master_index_decision");

            migrationBuilder.DropTable(
                name: "master_index_exclusion");

            migrationBuilder.DropTable(
                name: "master_index_likeness");

            migrationBuilder.DropTable(
                name: "master_index_source_identifier");

            migrationBuilder.DropTable(
                name: "master_index_source_record");

            migrationBuilder.DropTable(
                name: "monitoring_indicator_edition");

            migrationBuilder.DropTable(
                name: "monitoring_month_closing");

            migrationBuilder.DropTable(
                name: "monitoring_target_risk");

            migrationBuilder.DropTable(
                name: "organization_account");

            migrationBuilder.DropTable(
                name: "organization_agreement");

            migrationBuilder.DropTable(
                name: "organization_alert");

            migrationBuilder.DropTable(
                name: "organization_api_token");

            migrationBuilder.DropTable(
                name: "organization_approval");

            migrationBuilder.DropTable(
                name: "organization_import_return");

            migrationBuilder.DropTable(
                name: "organization_institution");

            migrationBuilder.DropTable(
                name: "organization_joining");

            migrationBuilder.DropTable(
                name: "organization_membership");

            migrationBuilder.DropTable(
                name: "organization_passkey");

            migrationBuilder.DropTable(
                name: "organization_plan_proposal");

            migrationBuilder.DropTable(
                name: "organization_post");

            migrationBuilder.DropTable(
                name: "organization_session");

            migrationBuilder.DropTable(
                name: "organization_sign_in_lock");

            migrationBuilder.DropTable(
                name: "referral_advice");

            migrationBuilder.DropTable(
                name: "referral_attachment");

            migrationBuilder.DropTable(
                name: "referral_referral");

            migrationBuilder.DropTable(
                name: "reporting_consortium_report");

            migrationBuilder.DropTable(
                name: "reporting_report_sender");

            migrationBuilder.DropTable(
                name: "residents_agency");

            migrationBuilder.DropTable(
                name: "residents_care_relation");

            migrationBuilder.DropTable(
                name: "residents_encounter");

            migrationBuilder.DropTable(
                name: "residents_merge");

            migrationBuilder.DropTable(
                name: "residents_message");

            migrationBuilder.DropTable(
                name: "residents_resident");

            migrationBuilder.DropTable(
                name: "residents_resident_account");

            migrationBuilder.DropTable(
                name: "residents_resident_session");

            migrationBuilder.DropTable(
                name: "residents_sensitive_access");

            migrationBuilder.DropTable(
                name: "residents_visit_note");
        }
    }
}
