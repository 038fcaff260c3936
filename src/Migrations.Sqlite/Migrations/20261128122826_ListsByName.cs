using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Yihe.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ListsByName : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_from_state_person",
                table: "referral_referral",
                columns: new[] { "from", "state", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_referral_referral_to_state_person",
                table: "referral_referral",
                columns: new[] { "to", "state", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_from_state_person",
                table: "access_appointment",
                columns: new[] { "from", "state", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_from_state_starts_at",
                table: "access_appointment",
                columns: new[] { "from", "state", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_number",
                table: "access_appointment",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_to_state_person",
                table: "access_appointment",
                columns: new[] { "to", "state", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_access_appointment_to_state_starts_at",
                table: "access_appointment",
                columns: new[] { "to", "state", "starts_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_referral_referral_from_state_person",
                table: "referral_referral");

            migrationBuilder.DropIndex(
                name: "ix_referral_referral_to_state_person",
                table: "referral_referral");

            migrationBuilder.DropIndex(
                name: "ix_access_appointment_from_state_person",
                table: "access_appointment");

            migrationBuilder.DropIndex(
                name: "ix_access_appointment_from_state_starts_at",
                table: "access_appointment");

            migrationBuilder.DropIndex(
                name: "ix_access_appointment_number",
                table: "access_appointment");

            migrationBuilder.DropIndex(
                name: "ix_access_appointment_to_state_person",
                table: "access_appointment");

            migrationBuilder.DropIndex(
                name: "ix_access_appointment_to_state_starts_at",
                table: "access_appointment");
        }
    }
}
