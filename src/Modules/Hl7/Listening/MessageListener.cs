using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yihe.Basis;
using Yihe.Kernel.Working;

namespace Yihe.Hl7.Listening;

/// <summary>Where messages are listened for; in the clear where no certificate (a .p12 with its key) is named.</summary>
public sealed record ListenAt(string Address, int Port, string? Certificate)
{
    /// <summary>So long a connection may say nothing.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>So long a sender may take to agree on TLS, or to take its answer.</summary>
    public TimeSpan Slow { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Listens for HL7 v2 over MLLP where a port is named (来文监听): any number of messages on a connection, one after the other, each answered
/// when it is committed. Connections, sizes and waits are bounded; at the end no new message is begun and those begun are answered.
/// </summary>
public sealed class MessageListener(ListenAt? at, Gate gate, ILogger<MessageListener> log) : BackgroundService
{
    private const int MostConnections = 200;
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(20);
    private static readonly Action<ILogger, Exception?> Stumbled = LoggerMessage.Define(
        LogLevel.Error,
        new EventId(9, "message"),
        "a message could not be worked on; the sender was told to send it again"
    );
    private static readonly Action<ILogger, Exception?> Unheard = LoggerMessage.Define(
        LogLevel.Warning,
        new EventId(10, "unheard"),
        "a connection could not be taken; the sender will try again"
    );
    private readonly SemaphoreSlim free = new(MostConnections);
    private readonly SemaphoreSlim atOnce = new(Math.Max(4, 4 * Environment.ProcessorCount));
    private TcpListener? listener;

    /// <summary>Where it listens, once it does.</summary>
    public int Port => listener?.LocalEndpoint is IPEndPoint point ? point.Port : 0;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (at is not null)
        {
            listener = new TcpListener(IPAddress.Parse(at.Address), at.Port);
            listener.Start();
        }
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (listener is null)
            return;
        using var certificate = at!.Certificate is { } file ? X509CertificateLoader.LoadPkcs12FromFile(file, null) : null;
        var talking = new List<Task>();
        try
        {
            while (true)
            {
                await free.WaitAsync(stoppingToken);
                talking.RemoveAll(t => t.IsCompleted);
                if (await Accept(stoppingToken) is { } client)
                    talking.Add(Talk(client, certificate, stoppingToken));
                else
                    free.Release();
            }
        }
        catch (OperationCanceledException)
        {
            listener.Stop();
        }
        await Task.WhenAny(Task.WhenAll(talking), Task.Delay(Drain, CancellationToken.None));
    }

    /// <summary>Whoever calls next; null where the machine could not take the call, which must not end the listening.</summary>
    private async Task<TcpClient?> Accept(CancellationToken stopping)
    {
        try
        {
            return await listener!.AcceptTcpClientAsync(stopping);
        }
        catch (SocketException e)
        {
            Unheard(log, e);
            await Task.Delay(100, stopping);
            return null;
        }
    }

    private async Task Talk(TcpClient client, X509Certificate2? certificate, CancellationToken stopping)
    {
        try
        {
            using (client)
            await using (var stream = await Secured(client, certificate))
            {
                client.NoDelay = true;
                await Messages(new MessageFrames(stream), stopping);
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or OperationCanceledException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // whoever went away sends again what was not answered
        }
        finally
        {
            free.Release();
        }
    }

    private async Task<Stream> Secured(TcpClient client, X509Certificate2? certificate)
    {
        if (certificate is null)
            return client.GetStream();
        var stream = new SslStream(client.GetStream());
        using var patience = new CancellationTokenSource(at!.Slow);
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, patience.Token);
        return stream;
    }

    private async Task Messages(MessageFrames frames, CancellationToken stopping)
    {
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            patience.CancelAfter(at!.Idle);
            var (content, tooLarge) = await frames.Next(patience.Token);
            using var slow = new CancellationTokenSource(at.Slow);
            if (tooLarge)
                await frames.Answer(
                    MessageDoor.Refuse(gate.Platform, [], Refusal.Invalid("MSH", $"一条消息最多 {MessageDoor.MostBytes >> 20} MB")).Body,
                    slow.Token
                );
            if (content is null)
                return;
            var reply = await Take(content);
            slow.CancelAfter(at.Slow);
            await frames.Answer(reply.Body, slow.Token);
        }
    }

    /// <summary>A message once begun is worked on to its end, whether or not the sender is still there.</summary>
    private async Task<MessageReply> Take(byte[] content)
    {
        await atOnce.WaitAsync(CancellationToken.None);
        try
        {
            return await MessageDoor.Answer(gate, null, content, new Call(), CancellationToken.None);
        }
#pragma warning disable CA1031 // whatever happened, nothing is stored and the sender must hear it
        catch (Exception e)
#pragma warning restore CA1031
        {
            Stumbled(log, e);
            return MessageDoor.Refuse(gate.Platform, content, MessageDoor.Busy);
        }
        finally
        {
            atOnce.Release();
        }
    }

    public override void Dispose()
    {
        listener?.Dispose();
        free.Dispose();
        atOnce.Dispose();
        base.Dispose();
    }
}
